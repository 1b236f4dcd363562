package dev.palimpsest.access;

import dev.palimpsest.memory.Subject;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A request that cannot be served, and why, in one line for the caller. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;

    private Refusal(int status, String title, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
    }

    /** The request is malformed. */
    public static Refusal badRequest(String detail) {
        return new Refusal(400, "Bad request", detail);
    }

    /** No credential. */
    public static Refusal unauthorized() {
        return new Refusal(401, "No valid credential",
                "send an API key as 'Authorization: Bearer KEY' or 'X-API-Key: KEY'");
    }

    /** A credential, and none that lets anybody in; what is wrong with it is for those who hold it. */
    public static Refusal wrongCredential() {
        return new Refusal(401, "No valid credential",
                "the credential that was sent is not known here, has expired or was revoked");
    }

    /** The credential is good, and not for this. */
    public static Refusal forbidden(Right right) {
        return new Refusal(403, "Forbidden", "this key may not do that: it takes the role " + Arrays
                .stream(Role.values()).filter(role -> role.may(right)).map(Role::word)
                .collect(Collectors.joining(" or ")));
    }

    /** The credential is good, and not for this one's memory. */
    public static Refusal notGranted(Subject subject) {
        return new Refusal(403, "Forbidden", "this key is not granted " + subject);
    }

    /** The credential is good, and sees less than what this shows. */
    public static Refusal clearance(String detail) {
        return new Refusal(403, "Forbidden", detail);
    }

    /** Nothing there, or nothing of this tenant's: the answer is the same. */
    public static Refusal notFound(String detail) {
        return new Refusal(404, "Not found", detail);
    }

    /** It was understood and changes nothing as things stand. */
    public static Refusal conflict(String detail) {
        return new Refusal(409, "Conflict", detail);
    }

    /** What the caller took for granted is no longer so. */
    public static Refusal changed(String detail) {
        return new Refusal(412, "Precondition failed", detail);
    }

    /** It contradicts what was sent before. */
    public static Refusal unprocessable(String detail) {
        return new Refusal(422, "Unprocessable content", detail);
    }

    /** Over a limit of size. */
    public static Refusal tooLarge(String detail) {
        return new Refusal(413, "Too large", detail);
    }

    /** More than the caller's source may write; later it may. */
    public static Refusal tooFast(String detail) {
        return new Refusal(429, "Too many requests", detail);
    }

    /** Something this needs does not answer; trying again is right. */
    public static Refusal unavailable(String detail) {
        return new Refusal(503, "Unavailable", detail);
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The kind of refusal, the same for all of its kind. */
    public String title() {
        return title;
    }

    /** What exactly, for the caller. */
    public String detail() {
        String message = getMessage();
        return message == null ? title : message;
    }
}
