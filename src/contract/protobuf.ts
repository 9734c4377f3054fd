/** What only protobuf has: files, options, reserved ranges, extensions. Kept beside the model for those who speak it. */
export interface ProtobufDetails {
  readonly files: readonly unknown[];
}
