import type { Kind } from "../type.ts";

/** What `type()` calls values of each kind. */
export const namesOfKinds: Readonly<Record<Kind, string>> = {
  int: "int",
  uint: "uint",
  double: "double",
  bool: "bool",
  string: "string",
  bytes: "bytes",
  null: "null_type",
  list: "list",
  map: "map",
  timestamp: "google.protobuf.Timestamp",
  duration: "google.protobuf.Duration",
  type: "type",
  optional: "optional_type",
  url: "kubernetes.URL",
  ip: "net.IP",
  cidr: "net.CIDR",
  quantity: "kubernetes.Quantity",
  semver: "kubernetes.Semver",
  "named-format": "kubernetes.NamedFormat",
  authorization: "kubernetes.authorization.Authorizer",
};
