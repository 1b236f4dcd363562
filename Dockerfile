# One image for the three services; the first argument chooses: ingest, processor or query-api.
#   mvn -DskipTests package && docker build -t palimpsest .
FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/palimpsest --create-home palimpsest \
    && install -d -o palimpsest -m 700 /var/lib/palimpsest-keys
COPY local/target/palimpsest/lib /opt/palimpsest/lib
COPY docker/service /opt/palimpsest/service
USER palimpsest
WORKDIR /var/lib/palimpsest
VOLUME /var/lib/palimpsest
# A share of the container's limit, so that the limit is the one place where memory is decided.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080 8088 8090
ENTRYPOINT ["/opt/palimpsest/service"]
