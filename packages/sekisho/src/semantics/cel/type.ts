/** What kinds of values there are; each has its own shape in `values.ts`. */
export type Kind =
  | "int"
  | "uint"
  | "double"
  | "bool"
  | "string"
  | "bytes"
  | "null"
  | "list"
  | "map"
  | "timestamp"
  | "duration"
  | "type"
  | "optional"
  | "url"
  | "ip"
  | "cidr"
  | "quantity"
  | "semver"
  | "named-format"
  | "authorization";

/** A kind of value, any value (`dyn`), a type still to be found out (`parameter`), or one of the caller's own (`opaque`). */
export type TypeKind = Kind | "dyn" | "parameter" | "wrapper" | "opaque";

/** The type of an expression, as the checker finds it out. */
export interface Type<K extends TypeKind = TypeKind> {
  readonly kind: K;
  /** As `type()` gives it; of a parameter, what tells it from others. */
  readonly name: string;
  /** Of a list the element's, of a map the key's and the value's, of an optional, a type and a wrapper what is in it. */
  readonly parameters: readonly Type[];
}

export const dynType = plain("dyn", "dyn");
export const intType = plain("int", "int");
export const uintType = plain("uint", "uint");
export const doubleType = plain("double", "double");
export const boolType = plain("bool", "bool");
export const stringType = plain("string", "string");
export const bytesType = plain("bytes", "bytes");
export const nullType = plain("null", "null_type");
export const timestampType = plain("timestamp", "google.protobuf.Timestamp");
export const durationType = plain("duration", "google.protobuf.Duration");
export const urlType = plain("url", "kubernetes.URL");
export const ipType = plain("ip", "net.IP");
export const cidrType = plain("cidr", "net.CIDR");
export const quantityType = plain("quantity", "kubernetes.Quantity");
export const semverType = plain("semver", "kubernetes.Semver");
export const namedFormatType = plain("named-format", "kubernetes.NamedFormat");

/** Gives the type of lists of an element type. */
export function listOf(element: Type): Type<"list"> {
  return { kind: "list", name: "list", parameters: [element] };
}

/** Gives the type of maps. */
export function mapOf(key: Type, value: Type): Type<"map"> {
  return { kind: "map", name: "map", parameters: [key, value] };
}

/** Gives the type of a value that may be there. */
export function optionalOf(element: Type): Type<"optional"> {
  return { kind: "optional", name: "optional_type", parameters: [element] };
}

/** Gives the type of a type, such as that of `int`, which is `type(int)`. */
export function typeOf(type: Type): Type<"type"> {
  return { kind: "type", name: "type", parameters: [type] };
}

/** Gives the type of a basic value that may be null. */
export function wrapperOf(type: Type): Type<"wrapper"> {
  return { kind: "wrapper", name: "wrapper", parameters: [type] };
}

/** Gives the parameter of a signature: the same name means the same type within one call. */
export function parameter(name: string): Type<"parameter"> {
  return { kind: "parameter", name, parameters: [] };
}

/** Gives one of the types that the API server's authorizer speaks in. */
export function authorizationType(name: string): Type<"authorization"> {
  return { kind: "authorization", name, parameters: [] };
}

/** Gives a type that the caller alone knows, such as one with a name and parameters of its own. */
export function opaqueType(name: string, parameters: readonly Type[] = []): Type<"opaque"> {
  return { kind: "opaque", name, parameters };
}

/** Says how a type is written in a message: `list(int)`, `map(string, dyn)`. */
export function formatType(type: Type): string {
  if (type.kind === "null") return "null";
  if (type.parameters.length === 0) return type.name;
  return `${type.name}(${type.parameters.map(formatType).join(", ")})`;
}

function plain<K extends TypeKind>(kind: K, name: string): Type<K> {
  return { kind, name, parameters: [] };
}
