export { type Dialect, dialectNamed } from "./dialect.js";
export { createSchemaReader, type SchemaReader, type SchemaReaderOptions } from "./reader.js";
