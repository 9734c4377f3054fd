/** What is said of every problem of one sort, wherever it turns up. */
export interface Entry {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

/** Every problem that the tool can name. The codes are public: people search for them and pipelines match on them. */
export const catalog = {
  "asyncapi-channel-idle": {
    title: "No operation uses the channel",
    cause: "The channel is described, but the contract does not say what the application does there.",
    fix: "Add an operation that sends to the channel or receives from it, or remove the channel.",
  },
  "asyncapi-message-elsewhere": {
    title: "An operation lists a message that its channel does not have",
    cause: "The messages of an operation, and of a reply, are picked among those of its channel.",
    fix: "Add the message to the channel's `messages`, and refer to it there.",
  },
  "asyncapi-operation-duplicate": {
    title: "Two operations have one operationId",
    cause: "Ids are unique within a contract: code and links find operations by them.",
    fix: "Give one of the two another operationId. Until then it is known by its action and channel.",
  },
  "asyncapi-parameter-undeclared": {
    title: "A place in a channel's address has no parameter",
    cause: "The address holds `{name}`, and the channel's `parameters` do not describe it.",
    fix: "Add the parameter to the channel.",
  },
  "asyncapi-parameter-unused": {
    title: "A channel's parameter has no place in its address",
    cause: "The channel describes a parameter, and its address does not hold `{name}`.",
    fix: "Put the parameter into the address, or remove it; query parameters of WebSockets belong into the `ws` binding.",
  },
  "asyncapi-reference-unescaped": {
    title: "A reference holds a name with a slash that is not escaped",
    cause: 'JSON pointers separate names by "/"; a "/" inside a name is written "~1" (RFC 6901).',
    fix: 'Write "~1" for the slash. Other tools will not find the thing otherwise.',
  },
  "asyncapi-schema-format": {
    title: "The payload is in a schema language that is not read",
    cause: "JSON Schema, OpenAPI schemas, Avro and protobuf are read; the payload's `schemaFormat` names another one.",
    fix: "Convert the schema into one of these languages, or correct `schemaFormat`. Until then any value is admitted.",
  },
  "asyncapi-security-unknown": {
    title: "A security scheme is named that the contract does not have",
    cause: "Requirements name schemes of `components.securitySchemes`.",
    fix: "Add the scheme there, or correct its name.",
  },
  "asyncapi-server-unknown": {
    title: "A channel names a server that the contract does not have",
    cause: "The `servers` of a channel are some of the contract's own.",
    fix: "Correct the name or the reference, or add the server.",
  },
  "asyncapi-structure": {
    title: "A part of the document has not the shape that AsyncAPI gives it",
    cause: "An object was expected where there is text, or something that cannot be left out is not there.",
    fix: "Compare the place with the specification of the version that the document names. The part is passed over.",
  },
  "asyncapi-validation": {
    title: "The AsyncAPI parser objects to the document",
    cause: "@asyncapi/parser checks documents against the specification's schema and its own rules.",
    fix: "The message says what it expects.",
  },
  "asyncapi-version": {
    title: "The version of AsyncAPI is not one that is read",
    cause: "AsyncAPI 2.0 to 2.6, 3.0 and 3.1 are read.",
    fix: "Convert older documents with @asyncapi/converter; correct `asyncapi:` otherwise.",
  },
  "avro-invalid": {
    title: "The Avro schema is not a right one",
    cause: "The Avro specification does not allow what stands here.",
    fix: "Correct the schema; Avro's own tools will refuse it as well.",
  },
  "avro-type-unknown": {
    title: "An Avro type is named that is defined nowhere",
    cause: "Names mean types that are defined in the same file, or in another file that the contract refers to.",
    fix: "Define the type, correct its name, or refer to the file that defines it.",
  },
  "baseline-invalid": {
    title: "A baseline cannot be used",
    cause: "`--baseline` takes what `concordat diff --format json` wrote, and the file holds something else.",
    fix: "Write it anew with --write-baseline.",
  },
  "binding-not-compared": {
    title: "An operation is of a kind that is not compared",
    cause: "Operations of HTTP APIs are compared; rpc methods and channels are not yet.",
    fix: "Compare such contracts with a tool that is made for their language.",
  },
  "callback-not-generated": {
    title: "Callbacks are not generated",
    cause:
      "The targets client and server make code for what the application offers and for its webhooks, not for requests to addresses that callers give.",
    fix: "Describe the request as a webhook as well, or call the address by hand.",
  },
  "config-broken": {
    title: "The config cannot be run",
    cause: "It is a program, and it ended with an error before it exported anything.",
    fix: "Run it by itself (`node concordat.config.ts`) to see what is wrong.",
  },
  "config-invalid": {
    title: "The config says something that does not exist",
    cause: "A name is misspelt, a value has the wrong type, or something that is needed was left out.",
    fix: "Mend the place that is named. Editors help while typing: use defineConfig, or name `docs/schemas/config.schema.json` as `$schema`.",
  },
  "config-several": {
    title: "A folder holds more than one config",
    cause: "Several files are called concordat.config with different endings.",
    fix: "Keep one of them, or name the one that is meant with --config.",
  },
  "config-typescript": {
    title: "This Node runs no TypeScript",
    cause: "Node runs TypeScript by itself from version 22.18 on.",
    fix: "Update Node, or write the config in JavaScript, JSON or YAML.",
  },
  "contract-without-operations": {
    title: "The contract has no operations",
    cause: "Nothing stands below its paths, services or channels, or all of it is in a file that it does not refer to.",
    fix: "Check whether the right file was named. Types are made of its schemas all the same.",
  },
  "document-binary": {
    title: "The file is no text",
    cause:
      "The file holds zero octets, which JSON and YAML never do: an image, an archive, a compiled descriptor, or UTF-16 without its mark.",
    fix: "Name the text that it was made from, or save it as UTF-8.",
  },
  "document-cycle": {
    title: "A YAML alias stands inside of what it names",
    cause: "An alias within its own anchor makes a document without end.",
    fix: "Use `$ref` for things that contain themselves.",
  },
  "document-empty": {
    title: "The file is empty",
    cause: "There is nothing in the file, or nothing but comments.",
    fix: "Check the name of the file, and whether the step that writes it failed.",
  },
  "document-encoding": {
    title: "The file is not valid UTF-8",
    cause: "It was saved in another encoding, such as Latin-1 or Windows-1252.",
    fix: "Save it as UTF-8.",
  },
  "document-expansion": {
    title: "YAML aliases unfold to far too much",
    cause: "Aliases of aliases multiply: a small file can stand for billions of nodes (“billion laughs”).",
    fix: "Replace the aliases by `$ref`s to named parts.",
  },
  "document-several": {
    title: "The file holds more than one YAML document",
    cause: "A line with `---` begins another document.",
    fix: "Split the file at the `---` lines and name the part that is the contract.",
  },
  "document-syntax": {
    title: "The file is neither JSON nor YAML",
    cause: "A character stands where the language does not allow it, often a line or two after the real mistake.",
    fix: "Mend the text at the place that is named; an editor with YAML support shows such mistakes while typing.",
  },
  "document-too-deep": {
    title: "The file is nested too deep",
    cause:
      "Objects and arrays stand in each other a thousand times; no contract needs that, and such files are made to exhaust programs.",
    fix: "Check how the file was made. Move inner schemas to named ones and refer to them.",
  },
  "duplicate-key": {
    title: "A name stands twice in the same object",
    cause: "JSON and YAML keep only one of them, and programs differ in which.",
    fix: "Remove or rename one of the two.",
  },
  "dynamic-reference": {
    title: "A dynamic reference could mean several schemas",
    cause:
      "`$dynamicRef` and `$recursiveRef` are resolved when the contract is read, and more than one schema carries the anchor.",
    fix: "Use a plain `$ref`, or give each anchor a name of its own.",
  },
  "formats-differ": {
    title: "The two contracts are in different languages",
    cause: "Only contracts of one language are compared with each other.",
    fix: "Name two versions of one contract.",
  },
  "json-strictness": {
    title: "A .json file is not strict JSON",
    cause: "Comments, trailing commas or unquoted names were found; YAML allows them, JSON does not.",
    fix: "Remove them, or give the file the ending .yaml.",
  },
  "media-type-opaque": {
    title: "The schema of a body is not looked at",
    cause:
      "Generated code reads and writes JSON, forms, multipart bodies, text, event streams and sequences of JSON; bodies in other media types pass as bytes.",
    fix: "Nothing need be done; parse the bytes with a library for the media type. Offer JSON beside it to get types and checks.",
  },
  misused: {
    title: "The command was called in a way that it does not understand",
    cause: "A flag, an argument or a combination of them makes no sense to the command.",
    fix: "`concordat help <command>` shows how the command is used.",
  },
  "number-out-of-range": {
    title: "A number is too large",
    cause: "Its exponent is beyond what programs can hold in a double.",
    fix: "Write a number between ±1.8e308.",
  },
  "openapi-member-unknown": {
    title: "An object has a member that OpenAPI does not know",
    cause:
      "The name is misspelt, stands in the wrong object, or belongs to another version of OpenAPI. It has no effect.",
    fix: 'Correct the name, move it where it belongs, or let it begin with "x-" when it is your own.',
  },
  "openapi-not-modelled": {
    title: "Something in the contract is read, but has no place in the model",
    cause:
      "The construct belongs to OpenAPI, but nothing here acts on it yet. It is neither compared nor generated from.",
    fix: "Do without it, or mind it by hand.",
  },
  "openapi-operation-id": {
    title: "Two operations have one operationId",
    cause:
      "Ids must be unique in a contract. The first operation keeps the id; the others are called by method and path.",
    fix: "Give each operation an id of its own.",
  },
  "openapi-overlay": {
    title: "An overlay says something that cannot be done",
    cause:
      "The overlay is not written as the OpenAPI Overlay Specification says, or its target selects nothing or what cannot be changed.",
    fix: "Check the action's `target`, `update`, `remove` and `copy` against the contract.",
  },
  "openapi-parameter": {
    title: "A parameter is declared in a way that OpenAPI does not allow",
    cause:
      "It is declared twice, its `in` is no place that OpenAPI knows, or a path parameter does not say that it is required.",
    fix: "Declare it once, in `path`, `query`, `header` or `cookie`, and path parameters with `required: true`.",
  },
  "openapi-path-parameter": {
    title: "A path and its parameters do not fit",
    cause:
      "The path names a parameter that is not declared, or a path parameter is declared that the path does not name.",
    fix: "Declare every `{name}` of the path under `parameters` with `in: path`, and no others.",
  },
  "openapi-security": {
    title: "A security requirement names a scheme that is not there",
    cause: "The name is not among `components.securitySchemes` (2.0: `securityDefinitions`).",
    fix: "Correct the name, or declare the scheme.",
  },
  "openapi-server-variable": {
    title: "A server's URL and its variables do not fit",
    cause: "The URL names a variable that is not declared, or a default is not among the values.",
    fix: "Declare each `{name}` of the URL under `variables`, with a default from its `enum`.",
  },
  "openapi-status": {
    title: "A response is kept under something that is no status",
    cause: "Responses are kept under a status such as `200`, a range such as `4XX`, or `default`.",
    fix: "Use a status, a range, or `default`.",
  },
  "openapi-structure": {
    title: "Part of the document has a shape that OpenAPI does not give it",
    cause: "A value has the wrong JSON type, or something that is required is missing.",
    fix: "Compare the place with the OpenAPI Specification of the contract's version.",
  },
  "openapi-validation": {
    title: "The document is not valid OpenAPI",
    cause: "A validator that checks the document against the official JSON Schema of its version refuses this.",
    fix: "Compare the place with the OpenAPI Specification of the contract's version.",
  },
  "openapi-version": {
    title: "The version of OpenAPI is not one that can be read",
    cause: "OpenAPI 2.0, 3.0, 3.1 and 3.2 can be read.",
    fix: "Write `openapi: 3.1.0`, or convert the document to one of these versions.",
  },
  "openapi-word-unknown": {
    title: "A format or a media type looks misspelt",
    cause: "Any format and any media type is allowed, but this one is almost the same as one that everybody knows.",
    fix: "Correct the word if the known one is meant. Otherwise nothing need be done.",
  },
  "output-adopted": {
    title: "A file that was generated once is somebody's now",
    cause: "It was changed by hand and its contract or target does not want it any more.",
    fix: "Delete it if it is not needed.",
  },
  "output-blocked": {
    title: "A file stands in the way of a generated one",
    cause:
      "The output folder holds something that was not generated here: a file without the header, a folder or a link. Such things are never touched.",
    fix: "Move it away, delete it, or choose another output folder.",
  },
  "output-manifest": {
    title: "The list of generated files cannot be read",
    cause: "`.concordat.json` was cut off, or a merge left its marks in it.",
    fix: "Generate once; the file is written anew. Delete generated files that are not needed any more by hand.",
  },
  "output-path": {
    title: "A generated file cannot have that name",
    cause: "The name is none that every file system takes, or two names differ only in case.",
    fix: "Rename what the file is named after, in the contract or by `x-` extension.",
  },
  "output-unwritable": {
    title: "The output cannot be written",
    cause: "The disk is full, the folder is read-only, or rights are missing. Everything stands as before.",
    fix: "Make room or grant the rights, or choose another output folder.",
  },
  "page-invalid": {
    title: "A generated page is not TypeScript",
    cause: "A template or a printer put together something that does not parse.",
    fix: "Look at the named line and the template; if the template ships with this tool, please report the contract.",
  },
  "pattern-unsupported": {
    title: "A pattern is no ECMAScript regular expression",
    cause: "JSON Schema patterns are ECMA-262 regular expressions; this one is in another dialect, or has a mistake.",
    fix: "Rewrite the pattern: inline flags like `(?i)`, `\\A`, possessive quantifiers and POSIX classes do not exist there.",
  },
  "protobuf-default": {
    title: "A default value does not fit its field",
    cause:
      "The default is of another type, out of range, or stands on a field that can have none (a message, a repeated or map field, a field without presence).",
    fix: "Write a value of the field's type, or remove the default.",
  },
  "protobuf-edition": {
    title: "The syntax or edition is not known",
    cause:
      "The file's first statement names a version of the language that does not exist, or that is newer than this release.",
    fix: 'Write `syntax = "proto3";`, `edition = "2023";`, `"2024"` or `"2026"`; or update concordat.',
  },
  "protobuf-enum": {
    title: "An enum breaks a rule of its language version",
    cause:
      "An enum needs at least one value; an open one begins with zero; and two values share a number only with `allow_alias`.",
    fix: "Add a first value with number 0 (`…_UNSPECIFIED`), or `option allow_alias = true;` where aliases are meant.",
  },
  "protobuf-extension": {
    title: "An extension does not fit what it extends",
    cause:
      "The extended message has no such extension range, declares another extension for the number, or may not be extended in proto3.",
    fix: "Use a number of an `extensions` range, and the name and type that its declaration gives.",
  },
  "protobuf-feature": {
    title: "A feature has a value that cannot stand here",
    cause: "Features belong to editions, and each has its own list of values and places.",
    fix: "Remove the feature, or give it a value that the message names.",
  },
  "protobuf-group": {
    title: "A group stands where there are none",
    cause: "Groups exist in proto2 alone.",
    fix: "Write a message, and in editions `[features.message_encoding = DELIMITED]` to keep the wire form.",
  },
  "protobuf-image": {
    title: "The descriptor image cannot be read",
    cause: "The file begins like a FileDescriptorSet, but is cut off or damaged.",
    fix: "Build it again: `buf build -o image.binpb`, or `protoc --include_imports --include_source_info -o image.binpb`.",
  },
  "protobuf-import-cycle": {
    title: "Files import each other in a circle",
    cause: "protobuf files cannot depend on themselves, not even through others.",
    fix: "Move what both need to a third file.",
  },
  "protobuf-import-duplicate": {
    title: "A file is imported twice",
    cause: "The second import says nothing new.",
    fix: "Remove one of the two.",
  },
  "protobuf-import-guessed": {
    title: "An imported file was found under another name",
    cause: "No root has a file of this name, but one file ends like it.",
    fix: "Name the right root with --import-path, so that nothing must be guessed.",
  },
  "protobuf-import-missing": {
    title: "An imported file was not found",
    cause:
      "It lies neither among the named files, nor below an import path, nor below a folder around the importing file.",
    fix: "Name its root with --import-path, or in `importPaths` of the config.",
  },
  "protobuf-json-name": {
    title: "Two fields have the same name in JSON",
    cause: "Names without underscores, in camel case, are the members' names in ProtoJSON; two of them are equal.",
    fix: "Rename one, or give it a `json_name`.",
  },
  "protobuf-label": {
    title: "A label stands where it cannot",
    cause:
      "proto3 has no `required`, editions have neither `optional` nor `required`, proto2 fields need a label, and fields of oneofs and maps have none.",
    fix: "Remove the label, or write the feature that says the same (`field_presence`).",
  },
  "protobuf-limit": {
    title: "The file is beyond what can be read",
    cause: "It is nested too deep, or too large.",
    fix: "Split it.",
  },
  "protobuf-map": {
    title: "A map is not well formed",
    cause:
      "Keys are integers, bools or strings; a map has no label, is in no oneof and is no extension; its entry's name must be free.",
    fix: "Choose another key type, or a repeated message.",
  },
  "protobuf-name-duplicate": {
    title: "A name is declared twice",
    cause:
      "Messages, enums, enum values, services, extensions and fields of one scope share their names. Enum values stand beside their enum, not in it.",
    fix: "Rename one of the two; prefix enum values with the enum's name.",
  },
  "protobuf-naming": {
    title: "A name is not in the style that its edition asks for",
    cause:
      "Editions 2024 and later fix the style of names: TitleCase for types, services and methods, lower_snake_case for fields and packages, UPPER_SNAKE_CASE for enum values.",
    fix: "Rename it, or write `option features.enforce_naming_style = STYLE_LEGACY;`.",
  },
  "protobuf-number-duplicate": {
    title: "A field number is used twice",
    cause: "On the wire a field is nothing but its number.",
    fix: "Give one of them a number that was never used.",
  },
  "protobuf-number-range": {
    title: "A number is beyond what is allowed",
    cause:
      "Fields have numbers from 1 to 536870911, and 19000 to 19999 belong to protobuf itself; enum values are 32 bits.",
    fix: "Choose another number.",
  },
  "protobuf-oneof": {
    title: "A oneof is not well formed",
    cause: "A oneof needs a field, and its fields are neither repeated, nor maps, nor required.",
    fix: "Move the field out of the oneof, or wrap what repeats in a message.",
  },
  "protobuf-option": {
    title: "An option cannot be understood",
    cause: "There is no option of that name here, its value is of another type, or it is set twice.",
    fix: "Check its spelling, and import the file that declares it.",
  },
  "protobuf-range": {
    title: "A range of numbers is not well formed",
    cause: "It ends before it begins, leaves what is allowed, or overlaps another.",
    fix: "Correct the range.",
  },
  "protobuf-reserved": {
    title: "A reserved name or number is used",
    cause: "It was reserved because it was in use once, and old data or old clients may still have it.",
    fix: "Choose another name or number.",
  },
  "protobuf-service": {
    title: "A method is declared twice",
    cause: "A gRPC path is the service and the method's name.",
    fix: "Rename one of the two.",
  },
  "protobuf-syntax": {
    title: "The file is not in the protobuf language",
    cause:
      "A statement is not what the language allows there; often a semicolon, a brace or a field number is missing just before.",
    fix: "Mend the text at the place that is named.",
  },
  "protobuf-type": {
    title: "A type is not defined",
    cause:
      "No message or enum of that name can be seen from here; names are looked for from the innermost scope outward.",
    fix: "Check the spelling and the imports; begin with a dot to name a type in full.",
  },
  "protobuf-visibility": {
    title: "A type of another file may not be used",
    cause: "It is `local` there, by keyword or by its file's default (edition 2024 and later).",
    fix: "Declare it with `export` where it is defined.",
  },
  "reference-cycle": {
    title: "References lead back to where they started",
    cause:
      "Following `$ref` and `allOf`, `oneOf` or `anyOf` alone arrives at the same schema again, so that it says nothing.",
    fix: "Remove one reference of the circle, or put it below a property or an item.",
  },
  "reference-dangling": {
    title: "A reference leads nowhere",
    cause: "The `$ref` names a file, or a place in a file, that is not there.",
    fix: "Correct the reference, or add what it names.",
  },
  "reference-siblings": {
    title: "Something beside a `$ref` is ignored",
    cause:
      "In OpenAPI 2.0 and 3.0 and in JSON Schema up to draft-07 a `$ref` stands alone; other keywords beside it mean nothing.",
    fix: "Wrap the reference: `allOf: [{ $ref: \u2026 }]` with the other keywords beside the `allOf`.",
  },
  "revision-unknown": {
    title: "Git does not know the revision",
    cause: "The name is no branch, tag or commit of this clone. In CI, shallow clones lack most of them.",
    fix: "Fetch it (`git fetch origin <branch>`; in CI, set the depth of the checkout to 0), or check the spelling.",
  },
  "schema-closed-base": {
    title: "Closed schemas are combined so that some members can never be there",
    cause:
      "A schema with `additionalProperties: false` inside an `allOf` forbids the members that the other parts declare.",
    fix: "Leave the base open, or close the whole with `unevaluatedProperties: false` (OpenAPI 3.1 and later).",
  },
  "schema-contradiction": {
    title: "The bounds of a schema leave no value",
    cause: "The lower bound is above the upper one. Whatever is sent will be refused.",
    fix: "Correct one of the two bounds; perhaps they were swapped.",
  },
  "schema-dialect": {
    title: "A schema uses a word that its language does not have",
    cause:
      "The keyword belongs to another version of OpenAPI or JSON Schema. It is read for what it means there. The first place in each file is told.",
    fix: "Write it in the words of the contract's own version, or declare the version that has the keyword.",
  },
  "schema-discriminator": {
    title: "A discriminator names a schema that is not there",
    cause: "The value in `mapping` is neither the name of a component schema nor a reference that leads to a schema.",
    fix: "Use `#/components/schemas/<name>` or the bare name of a component schema.",
  },
  "schema-keyword": {
    title: "A schema keyword has a value that it cannot have",
    cause: "The value has the wrong JSON type or range, or names a type that does not exist. The keyword is ignored.",
    fix: "Give it a value that the specification allows.",
  },
  "schema-required-undeclared": {
    title: "A property is required that is not declared",
    cause: "A name under `required` is none of the schema's `properties`: often one of the two is misspelt.",
    fix: "Correct the name, or declare the property.",
  },
  "schema-too-deep": {
    title: "Schemas are nested too deeply",
    cause: "More than 400 schemas stand inside one another. What is deeper is read as any value.",
    fix: "Name inner schemas under the components and refer to them.",
  },
  "schema-value-unadmitted": {
    title: "A default, an example or a listed value is not admitted by its own schema",
    cause: "Type, bounds, format or members of the schema refuse the value that the schema itself gives.",
    fix: "Correct the value or the schema. Texts and numbers differ: in YAML, quotes make a text of a number.",
  },
  "several-contracts": {
    title: "A folder holds more than one contract",
    cause: "OpenAPI and AsyncAPI contracts start from one document, and several were found.",
    fix: "Name the document that is meant.",
  },
  "source-forbidden": {
    title: "The contract asks for what it may not have",
    cause:
      "A reference or a redirect leads to a private address, to a file of this machine from a URL, or out of the repository. Contracts from others could use such references to read what is not theirs.",
    fix: "Download the contract and what it refers to. If the address is right, pass --allow-private-addresses.",
  },
  "source-is-folder": {
    title: "A folder was named where a file is needed",
    cause: "The path is that of a folder.",
    fix: "Name one file in it.",
  },
  "source-missing": {
    title: "There is no such file",
    cause: "The path, URL or reference names a file that is not there.",
    fix: "Check the name. Paths are relative to the folder in which you stand; references in a contract, to the file in which they stand.",
  },
  "source-not-in-revision": {
    title: "The file is not in that revision",
    cause: "Git has the revision, but the file did not exist there, or had another name.",
    fix: "Check the path; `git ls-tree -r --name-only <revision>` lists what there is.",
  },
  "source-too-large": {
    title: "The file is too large",
    cause: "It is larger than what is read by default; contracts are not.",
    fix: "Check whether the right file was named. Split the contract if it is the right one.",
  },
  "source-unreachable": {
    title: "The URL cannot be fetched",
    cause: "The network, the name, the certificate or the server stands in the way.",
    fix: "Open the URL in a browser or with curl from the same machine; download the file and name the copy.",
  },
  "source-unreadable": {
    title: "The file cannot be read",
    cause: "The operating system or git refused it: rights, a broken link, a folder that is in no repository.",
    fix: "Mend what the message names and try again.",
  },
  "target-mismatch": {
    title: "The target cannot speak what the contract describes",
    cause: "Each target speaks http, rpc or channels, and the contract has operations of another kind only.",
    fix: "`concordat explain targets` lists the targets and what each speaks.",
  },
  "template-invalid": {
    title: "A template cannot be used",
    cause: "Its Handlebars syntax has a mistake, or it asks for something that the page's view does not have.",
    fix: "Mend the template at the named line; the template that ships has the names that there are.",
  },
  "template-missing": {
    title: "There is no such template",
    cause: "A page asks for a template that is neither in the folder of overrides nor among those that ship.",
    fix: "Check the file's name, and that overrides have the same path as the template that they replace.",
  },
  "unknown-contract": {
    title: "The config has no contract by that name",
    cause: "`concordat generate <name>` takes a name from `contracts` in the config.",
    fix: "Use one of the config's names, or add --target and --out to generate from a file.",
  },
  "unknown-format": {
    title: "The file is in no contract language that a reader knows",
    cause: "None of the readers recognised the text as OpenAPI, protobuf or AsyncAPI.",
    fix: "Check the first lines of the file: `openapi:`, `swagger:`, `asyncapi:` or `syntax = …` must be there.",
  },
  "unknown-operation": {
    title: "The contract has no such operation",
    cause: "The name is neither an operation's id, nor its method and path, nor a tag of the contract.",
    fix: "`concordat inspect` lists the operations of a contract.",
  },
  "unknown-reporter": {
    title: "There is no output format by that name",
    cause: "`--format` takes the name of a format that ships or that a plugin adds.",
    fix: "Use one of the formats that the message lists.",
  },
  "unknown-target": {
    title: "There is no target by that name",
    cause: "`--target` takes the name of something that can be generated.",
    fix: "`concordat explain targets` lists what can be generated.",
  },
  "unknown-word": {
    title: "There is nothing to explain by that name",
    cause: "`explain` knows diagnostic codes, rules, targets, and operations as <contract>#<operation>.",
    fix: "`concordat explain` without a word lists what can be explained.",
  },
  "waivers-invalid": {
    title: "A file of waivers has a mistake",
    cause: "It holds something that docs/schemas/waivers.schema.json does not allow.",
    fix: "Each waiver has a fingerprint, a reason, who gave it (by), and at will the day until which it counts.",
  },
  "yaml-strictness": {
    title: "A file is not strict YAML",
    cause:
      "Some YAML parsers forgive what others refuse, such as a closing bracket that is not indented deeper than its key.",
    fix: "Mend the text at the place that is named, so that every program can read it.",
  },
  "yaml-tag": {
    title: "A YAML tag is not understood",
    cause: "Tags such as `!include` belong to one program; nobody else knows what they mean.",
    fix: "Run the program that resolves them, and name its output; or use `$ref`.",
  },
} as const satisfies Record<string, Entry>;

export type Code = keyof typeof catalog;
