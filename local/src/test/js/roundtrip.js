// Reads one record of a topic of ours through the registry, then writes one of its own to a raw topic.
// node roundtrip.js BROKER REGISTRY TOPIC RAW_TOPIC
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = require("kafkajs");
const lz4 = require("lz4js");
const { AvroDeserializer, AvroSerializer, SchemaRegistryClient, SerdeType } = require("@confluentinc/schemaregistry");

// kafkajs brings gzip alone; our producers write lz4.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async (encoder) => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(lz4.decompress(buffer)),
});

const [broker, registry, topic, rawTopic] = process.argv.slice(2);
const kafka = new Kafka({ clientId: "foreign", brokers: [broker], logLevel: logLevel.NOTHING });
const client = new SchemaRegistryClient({ baseURLs: [registry] });

async function readOne() {
  const consumer = kafka.consumer({ groupId: `foreign-${process.pid}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const deserializer = new AvroDeserializer(client, SerdeType.VALUE, {});
  const value = await new Promise((resolve, reject) => {
    consumer.run({
      eachMessage: async ({ message }) => deserializer.deserialize(topic, message.value).then(resolve, reject),
    });
  });
  await consumer.disconnect();
  return value;
}

async function writeOne() {
  const schema = {
    type: "record",
    name: "Notice",
    fields: ["timestamp", "hostname", "message"].map((name) => ({ name, type: "string" })),
  };
  await client.register(`${rawTopic}-value`, { schemaType: "AVRO", schema: JSON.stringify(schema) });
  const serializer = new AvroSerializer(client, SerdeType.VALUE, { useLatestVersion: true });
  const value = await serializer.serialize(rawTopic, {
    timestamp: "2026-11-20T10:00:00Z",
    hostname: "gw",
    message: "seen by a foreign client: 198.51.100.77",
  });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: rawTopic, messages: [{ value }] });
  await producer.disconnect();
}

const read = await readOne();
await writeOne();
console.log(JSON.stringify(read, (_, value) => (typeof value === "bigint" ? value.toString() : value)));
process.exit(0);
