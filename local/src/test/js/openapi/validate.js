// Holds the documents at the addresses given against the OpenAPI Initiative's own schemas.
import { Validator } from "@seriousme/openapi-schema-validator";

for (const address of process.argv.slice(2)) {
  const document = await (await fetch(address)).json();
  const validator = new Validator();
  const result = await validator.validate(document);
  console.log(result.valid ? `${validator.version} ok` : JSON.stringify(result.errors, null, 1));
}
