package dev.palimpsest.access;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.EndpointMetadata;
import io.javalin.security.Roles;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an HTTP door: its route, and what the door's description says of it. Other parameters in the query are refused, and
 * what is true or false must be one of the two; the rest is for who reads the values.
 *
 * @param summary    one line
 * @param parameters of query, header and path; a part of the path that is not among them is any text
 * @param body       what it takes; null for nothing
 * @param answers    by status; refusals are the same for all operations
 */
public record Operation(HandlerType method, String path, String summary, List<Parameter> parameters,
        @Nullable Content body, Map<Integer, Content> answers) implements EndpointMetadata {

    public static final String JSON = "application/json";
    public static final String NDJSON = "application/x-ndjson";

    /**
     * A body.
     *
     * @param type     what its JSON is read into or written from; of lines, each line; {@code Object} for any JSON
     * @param optional whether it can be left out
     */
    public record Content(String mediaType, Type type, boolean optional) {}

    public Operation {
        parameters = List.copyOf(parameters);
        answers = Map.copyOf(answers);
    }

    /** Reads. */
    public static Operation get(String path, String summary, Parameter... parameters) {
        return of(HandlerType.GET, path, summary, parameters);
    }

    /** Makes or orders. */
    public static Operation post(String path, String summary, Parameter... parameters) {
        return of(HandlerType.POST, path, summary, parameters);
    }

    /** Changes a part. */
    public static Operation patch(String path, String summary, Parameter... parameters) {
        return of(HandlerType.PATCH, path, summary, parameters);
    }

    /** Ends. */
    public static Operation delete(String path, String summary, Parameter... parameters) {
        return of(HandlerType.DELETE, path, summary, parameters);
    }

    private static Operation of(HandlerType method, String path, String summary, Parameter... parameters) {
        return new Operation(method, path, summary, List.of(parameters), null, Map.of());
    }

    /** The same with a JSON body. */
    public Operation takes(Type body) {
        return takes(new Content(JSON, body, false));
    }

    /** The same with a body. */
    public Operation takes(Content content) {
        return new Operation(method, path, summary, parameters, content, answers);
    }

    /** The same, answering with 200 and JSON. */
    public Operation answers(Type answer) {
        return answers(200, answer);
    }

    /** The same, answering with JSON. */
    public Operation answers(int status, Type answer) {
        return answers(status, new Content(JSON, answer, false));
    }

    /** The same with this answer as well. */
    public Operation answers(int status, Content answer) {
        Map<Integer, Content> all = new TreeMap<>(answers);
        all.put(status, answer);
        return new Operation(method, path, summary, parameters, body, all);
    }

    /** The route, for callers with this right. */
    public Endpoint by(Right right, Handler handler) {
        String[] known = parameters.stream().filter(parameter -> parameter.place().equals("query"))
                .map(Parameter::name).toArray(String[]::new);
        return Endpoint.create(method, path).addMetadata(new Roles(Set.of(right))).addMetadata(this).handler(ctx -> {
            Door.onlyParameters(ctx, known);
            parameters.stream().filter(Operation::isTruth).forEach(parameter -> requireTruth(ctx, parameter.name()));
            handler.handle(ctx);
        });
    }

    private static boolean isTruth(Parameter parameter) {
        return parameter.place().equals("query") && "boolean".equals(parameter.schema().get("type"));
    }

    private static void requireTruth(Context ctx, String name) {
        String text = ctx.queryParam(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw Refusal.badRequest(name + " is true or false; got: " + text);
        }
    }
}
