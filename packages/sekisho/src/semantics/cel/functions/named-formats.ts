import { binary, nullary, type Overload, unary } from "../overload.ts";
import { traversalCost } from "../size.ts";
import { listOf, namedFormatType, optionalOf, stringType } from "../type.ts";
import { list, type NamedFormatValue, noneValue, optionalOfValue } from "../values.ts";
import { parseUrl } from "./parse-url.ts";
import { parseTimestamp } from "./timestamp-text.ts";

const label = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";
const longLabel = "[a-z0-9](?:[-a-z0-9]{0,251}[a-z0-9])?";
const subdomain = new RegExp(`^${longLabel}(?:\\.${longLabel}){0,126}$`);

/** The formats of names, with what is wrong with a text. Source: k8s.io/apiserver, cel/library/format.go; k8s.io/apimachinery, util/validation. */
const formats: readonly NamedFormatValue[] = [
  byPattern("dns1123Label", new RegExp(`^${label}$`), 63),
  byPattern("dns1123Subdomain", subdomain, 253),
  byPattern("dns1035Label", /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/, 63),
  { kind: "named-format", name: "qualifiedName", validate: validateQualifiedName },
  ofPrefix("dns1123LabelPrefix", new RegExp(`^${label}$`), 63),
  ofPrefix("dns1123SubdomainPrefix", subdomain, 253),
  ofPrefix("dns1035LabelPrefix", /^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/, 63),
  byPattern("labelValue", /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/, 63),
  { kind: "named-format", name: "uri", validate: (text) => (parseUrl(text) === undefined ? ["invalid URI"] : []) },
  byPattern("uuid", /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i, 36),
  { kind: "named-format", name: "byte", validate: validateBase64 },
  { kind: "named-format", name: "date", validate: (text) => validateTime(`${text}T00:00:00Z`, "invalid date") },
  { kind: "named-format", name: "datetime", validate: (text) => validateTime(text, "invalid datetime") },
];

/** The format library: `!format.dns1123Label().validate(name).hasValue()`. */
export const namedFormats: readonly Overload[] = [
  ...formats.map((format) =>
    nullary({ name: `format.${format.name}`, parameters: [], result: namedFormatType }, () => format),
  ),
  unary(
    { name: "format.named", parameters: [stringType], result: optionalOf(namedFormatType), cost: traversalCost },
    (name) => {
      const format = formats.find((one) => one.name === name);
      return format === undefined ? noneValue : optionalOfValue(format);
    },
  ),
  binary(
    {
      name: "validate",
      isMethod: true,
      parameters: [namedFormatType, stringType],
      result: optionalOf(listOf(stringType)),
      cost: (_, text) => traversalCost(text),
    },
    ({ validate }, text) => {
      const problems = validate(text);
      return problems.length === 0 ? noneValue : optionalOfValue(list(problems));
    },
  ),
];

function byPattern(name: string, pattern: RegExp, maxLength: number): NamedFormatValue {
  return { kind: "named-format", name, validate: (text) => validatePattern(text, pattern, maxLength) };
}

function validatePattern(text: string, pattern: RegExp, maxLength: number): readonly string[] {
  if (text.length > maxLength) return [`must be no more than ${maxLength} characters`];
  return pattern.test(text) ? [] : [`must match the regex ${pattern.source}`];
}

/** A prefix may end with a hyphen, for something will follow it. */
function ofPrefix(name: string, pattern: RegExp, maxLength: number): NamedFormatValue {
  const validate = (text: string) =>
    validatePattern(text.length > 1 ? text.replace(/-$/, "a") : text, pattern, maxLength);
  return { kind: "named-format", name, validate };
}

/** A name, in front of it a DNS subdomain and a slash or not. */
function validateQualifiedName(text: string): readonly string[] {
  const slash = text.indexOf("/");
  const problems = slash === -1 ? [] : validatePattern(text.slice(0, slash), subdomain, 253);
  return [
    ...problems,
    ...validatePattern(text.slice(slash + 1), /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/, 63),
  ];
}

function validateBase64(text: string): readonly string[] {
  const isSound = text.length % 4 === 0 && Buffer.from(text, "base64").toString("base64") === text;
  return isSound ? [] : ["invalid base64"];
}

function validateTime(text: string, problem: string): readonly string[] {
  const parsed = parseTimestamp(text);
  return typeof parsed === "object" && parsed?.kind === "timestamp" ? [] : [problem];
}
