// Splunk's own logging library: sends one event and prints what the collector answered.
const { Logger } = require("splunk-logging");

const [url, token] = process.argv.slice(2);
const logger = new Logger({ token, url, maxRetries: 3 });
logger.error = (failure) => { console.error(failure.message); process.exit(1); };
logger.send({
  message: { text: "blocked 198.51.100.41", rule: "egress" },
  severity: "warn",
  metadata: { time: Date.now(), host: "proxy01", source: "hec-client", sourcetype: "proxy", index: "main" },
}, (failure, response, body) => {
  if (failure) { console.error(failure.message); process.exit(1); }
  console.log(JSON.stringify(body));
});
