/**
 * Files that many contracts import and few bring along: statuses, long-running operations, and the options of Google's
 * API design guide. In our own short wording, as far as contracts use them; taken only when the real file is not found.
 */
const head = (name: string, ...imports: readonly string[]): string =>
  `syntax = "proto3";\npackage ${name};\n${imports.map((path) => `import "${path}";\n`).join("")}`;

const any = "google/protobuf/any.proto";
const descriptor = "google/protobuf/descriptor.proto";

export const spareFiles: ReadonlyMap<string, string> = new Map([
  [
    "google/rpc/status.proto",
    `${head("google.rpc", any)}message Status { int32 code = 1; string message = 2; repeated google.protobuf.Any details = 3; }\n`,
  ],
  [
    "google/rpc/code.proto",
    `${head("google.rpc")}enum Code {
  OK = 0; CANCELLED = 1; UNKNOWN = 2; INVALID_ARGUMENT = 3; DEADLINE_EXCEEDED = 4; NOT_FOUND = 5; ALREADY_EXISTS = 6;
  PERMISSION_DENIED = 7; UNAUTHENTICATED = 16; RESOURCE_EXHAUSTED = 8; FAILED_PRECONDITION = 9; ABORTED = 10;
  OUT_OF_RANGE = 11; UNIMPLEMENTED = 12; INTERNAL = 13; UNAVAILABLE = 14; DATA_LOSS = 15;
}
`,
  ],
  [
    "google/longrunning/operations.proto",
    `${head("google.longrunning", any, descriptor, "google/rpc/status.proto")}message Operation {
  string name = 1;
  google.protobuf.Any metadata = 2;
  bool done = 3;
  oneof result { google.rpc.Status error = 4; google.protobuf.Any response = 5; }
}
message OperationInfo { string response_type = 1; string metadata_type = 2; }
extend google.protobuf.MethodOptions { OperationInfo operation_info = 1049; }
`,
  ],
  [
    "google/api/field_behavior.proto",
    `${head("google.api", descriptor)}enum FieldBehavior {
  FIELD_BEHAVIOR_UNSPECIFIED = 0; OPTIONAL = 1; REQUIRED = 2; OUTPUT_ONLY = 3; INPUT_ONLY = 4; IMMUTABLE = 5;
  UNORDERED_LIST = 6; NON_EMPTY_DEFAULT = 7; IDENTIFIER = 8;
}
extend google.protobuf.FieldOptions { repeated FieldBehavior field_behavior = 1052 [packed = false]; }
`,
  ],
]);
