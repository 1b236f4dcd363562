package dev.palimpsest.access.openapi;

import dev.palimpsest.access.Door;
import dev.palimpsest.access.Refusal;
import dev.palimpsest.access.Right;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The description at {@code /openapi.json} and a page to read and try it at {@code /docs}, for everybody: both show what is in the source. */
public final class DocsRoutes {

    /** Beginnings of the paths that ask for no credential. */
    public static final String DOCUMENT = "/openapi.json";
    public static final String PAGES = "/docs";

    private static final String WEBJAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Map<String, String> ASSETS = Map.of("swagger-ui-bundle.js", "text/javascript",
            "swagger-ui.css", "text/css", "favicon-32x32.png", "image/png");

    /** The viewer styles what it draws as it goes; it runs and asks nothing that is not of this door. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>TITLE</title><link rel="icon" href="/docs/favicon-32x32.png">
            <link rel="stylesheet" href="/docs/swagger-ui.css"></head>
            <body><div id="page"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/page.js"></script></body>
            </html>
            """;
    private static final String SCRIPT = """
            SwaggerUIBundle({ url: "/openapi.json", dom_id: "#page", docExpansion: "list", deepLinking: true,
              filter: true, validatorUrl: null, persistAuthorization: false, defaultModelsExpandDepth: 0 });
            """;

    private final String title;
    private final String version;
    private volatile byte @Nullable [] document;

    /** @param title of the door */
    public DocsRoutes(String title) {
        this.title = title;
        this.version = version();
    }

    /** Adds the routes. */
    public void addTo(RoutesConfig routes) {
        routes.get("/openapi.json", ctx -> ctx.contentType("application/json").result(document(ctx)), Right.ANY);
        routes.get("/docs", ctx -> page(ctx, "text/html", PAGE.replace("TITLE", title)), Right.ANY);
        routes.get("/docs/page.js", ctx -> page(ctx, "text/javascript", SCRIPT), Right.ANY);
        routes.get("/docs/{file}", this::asset, Right.ANY);
    }

    private byte[] document(Context ctx) throws IOException {
        byte[] made = document;
        if (made == null) {
            made = Door.JSON.writeValueAsBytes(OpenApi.of(title, Door.routes(ctx)));
            document = made;
        }
        return made;
    }

    private static void page(Context ctx, String type, String content) {
        ctx.contentType(type).header("Content-Security-Policy", POLICY).result(content);
    }

    private void asset(Context ctx) {
        String file = ctx.pathParam("file");
        String type = ASSETS.get(file);
        InputStream found = type == null
                ? null
                : resource("META-INF/resources/webjars/swagger-ui/" + version + "/" + file);
        if (found == null) {
            throw Refusal.notFound("no such resource: " + ctx.path());
        }
        ctx.contentType(String.valueOf(type)).header("Cache-Control", "max-age=3600").result(found);
    }

    private static @Nullable InputStream resource(String name) {
        return DocsRoutes.class.getClassLoader().getResourceAsStream(name);
    }

    private static String version() {
        try (InputStream stream = resource(WEBJAR)) {
            Properties properties = new Properties();
            if (stream != null) {
                properties.load(stream);
            }
            return properties.getProperty("version", "");
        } catch (IOException e) {
            throw new IllegalStateException("the viewer of descriptions cannot be read", e);
        }
    }
}
