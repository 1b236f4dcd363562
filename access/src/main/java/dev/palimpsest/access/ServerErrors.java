package dev.palimpsest.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers to what is refused before it reaches a route, such as a path with a null byte or headers that are too long: problem
 * details like everywhere. The connection ends with such an answer, and says so: a client would send its next request into it.
 */
final class ServerErrors extends ErrorHandler {

    @Override
    public boolean errorPageForMethod(String method) {
        return !method.equals("HEAD");
    }

    @Override
    protected void generateResponse(Request request, Response response, int code, String message,
            @Nullable Throwable cause, Callback callback) {
        response.write(true, problem(code, message, response.getHeaders()), callback);
    }

    private static ByteBuffer problem(int status, @Nullable String reason, HttpFields.Mutable fields) {
        String title = HttpStatus.getMessage(status);
        String detail = reason == null || reason.isBlank() ? title : reason;
        fields.put(HttpHeader.CONTENT_TYPE, Door.PROBLEM);
        fields.put(HttpHeader.CACHE_CONTROL, "no-store");
        fields.put("X-Content-Type-Options", "nosniff");
        fields.put(HttpHeader.CONNECTION, "close");
        return ByteBuffer.wrap(Door.JSON
                .valueToTree(Map.of("title", title, "status", status, "detail", detail, "error", detail)).toString()
                .getBytes(StandardCharsets.UTF_8));
    }
}
