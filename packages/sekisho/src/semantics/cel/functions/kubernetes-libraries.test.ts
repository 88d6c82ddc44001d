import { expect, test } from "vitest";
import { defaultMaxCost, evaluate } from "../evaluate.ts";
import { compileExpression } from "../program.ts";
import { type Json, toJson } from "../to-json.ts";
import { isError } from "../values.ts";
import { createStandardLibrary } from "./standard-library.ts";

const library = createStandardLibrary();

function run(source: string): Json {
  const compilation = compileExpression(source, { variables: new Map(), library });
  if (compilation.kind === "problems") return `problem: ${compilation.problems[0].message.en}`;
  const { result } = evaluate(compilation.program, new Map(), { maxCost: defaultMaxCost });
  const json = isError(result) ? result : toJson(result);
  return json.kind === "error" ? `error: ${json.message.en}` : json.json;
}

// Expected values: the Kubernetes documentation, "Common Expression Language in Kubernetes", and the comments of k8s.io/apiserver/pkg/cel/library.
test.each([
  { source: "[1, 2, 3].isSorted() && !['b', 'a'].isSorted()", wanted: true },
  { source: "[1, 3].sum()", wanted: 4 },
  { source: "[1.0, 3.0].sum()", wanted: 4 },
  { source: "['a', 'b'].max()", wanted: "b" },
  { source: "[2, 1, 3].min()", wanted: 1 },
  { source: "['a', 'b', 'b'].indexOf('b')", wanted: 1 },
  { source: "['a', 'b', 'b'].lastIndexOf('b')", wanted: 2 },
  { source: "[1, 2, 2, 3, 3, 3].distinct()", wanted: [1, 2, 3] },
  { source: "[1, [2, 3], [4]].flatten()", wanted: [1, 2, 3, 4] },
  { source: "[1, 2, 3, 4].slice(1, 3)", wanted: [2, 3] },
  { source: "['b', 'a'].sort()", wanted: ["a", "b"] },
  { source: "[{'n': 'b'}, {'n': 'a'}].sortBy(e, e.n).map(e, e.n)", wanted: ["a", "b"] },
  { source: "lists.range(3).reverse()", wanted: [2, 1, 0] },
  { source: "[1, 2].first().value() + [1, 2].last().value()", wanted: 3 },
  { source: "[].first().hasValue()", wanted: false },
  { source: "[].min()", wanted: "error: min called on an empty list" },
  { source: "lists.range(1000000000)", wanted: "error: lists.range: a list of more than 100000 items" },
  { source: "'abc 123'.find('[0-9]*')", wanted: "" },
  { source: "'abc 123'.find('[0-9]+')", wanted: "123" },
  { source: "'123 abc 456'.findAll('[0-9]+')", wanted: ["123", "456"] },
  { source: "'123 abc 456'.findAll('[0-9]+', 1)", wanted: ["123"] },
  { source: "'a'.find('(')", wanted: "error: invalid regular expression: missing )" },
  { source: "url('https://example.com:80/').getHost()", wanted: "example.com:80" },
  { source: "url('https://[::1]:80/').getHostname()", wanted: "::1" },
  { source: "url('https://example.com:80/').getPort()", wanted: "80" },
  { source: "url('https://example.com/path with spaces/').getEscapedPath()", wanted: "/path%20with%20spaces/" },
  { source: "url('/path').getScheme()", wanted: "" },
  {
    source: "url('https://example.com/path?k1=a&k2=b&k2=c').getQuery()",
    wanted: { k1: ["a"], k2: ["b", "c"] },
  },
  { source: "isURL('https://a:b/') || isURL('../relative-path') || isURL('https://a b/')", wanted: false },
  { source: "ip('127.0.0.1').family() + ip('::1').family()", wanted: 10 },
  {
    source: "isIP('127.0.0.256') || isIP('::ffff:1.2.3.4') || isIP('fe80::1%eth0') || isIP('01.2.3.4')",
    wanted: false,
  },
  { source: "ip.isCanonical('2001:DB8::1') || !ip.isCanonical('2001:db8::abcd')", wanted: false },
  { source: "string(ip('2001:db8:0:0:1:0:0:1'))", wanted: "2001:db8::1:0:0:1" },
  { source: "ip('224.0.0.1').isLinkLocalMulticast() && ip('fe80::1').isLinkLocalUnicast()", wanted: true },
  { source: "ip('192.168.0.1').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast()", wanted: true },
  { source: "ip('not an address')", wanted: "error: not an address is no IP address" },
  { source: "cidr('192.168.0.0/24').containsIP('192.168.0.1')", wanted: true },
  { source: "cidr('192.168.0.0/24').containsIP('192.168.1.1')", wanted: false },
  { source: "cidr('192.168.0.0/16').containsCIDR(cidr('192.168.10.0/24'))", wanted: true },
  { source: "cidr('192.168.0.1/24').masked().ip() == ip('192.168.0.0')", wanted: true },
  { source: "cidr('2001:db8::/32').prefixLength()", wanted: 32 },
  { source: "isCIDR('192.168.0.0/33') || isCIDR('192.168.0.0/')", wanted: false },
  {
    source: "quantity('50000000G').isInteger() && !quantity('9999999999999999999999999999999999999G').isInteger()",
    wanted: true,
  },
  { source: "quantity('50k').asInteger()", wanted: 50_000 },
  { source: "quantity('50k').add(20).asInteger()", wanted: 50_020 },
  { source: "quantity('50k').sub(quantity('20k')) == quantity('30k')", wanted: true },
  { source: "quantity('200M').compareTo(quantity('0.2G'))", wanted: 0 },
  { source: "quantity('150Mi').isGreaterThan(quantity('100Mi'))", wanted: true },
  { source: "quantity('1.5Ki').asInteger()", wanted: 1536 },
  { source: "quantity('-2.5').sign()", wanted: -1 },
  { source: "quantity('50.703k').asApproximateFloat()", wanted: 50_703 },
  { source: "quantity('0.0000000001') == quantity('1n')", wanted: true },
  { source: "isQuantity('1.3G') && !isQuantity('1.3GiB') && !isQuantity('')", wanted: true },
  { source: "semver('1.2.3').major() + semver('1.2.3').patch()", wanted: 4 },
  { source: "semver('1.2.3-alpha').isLessThan(semver('1.2.3'))", wanted: true },
  { source: "semver('v01.2', true) == semver('1.2.0')", wanted: true },
  { source: "isSemver('v1.2.3') || isSemver('1.2')", wanted: false },
  { source: "semver('1.2.3').compareTo(semver('2.0.0'))", wanted: -1 },
  { source: "!format.dns1123Label().validate('my-label-name').hasValue()", wanted: true },
  { source: "format.dns1123Subdomain().validate('apex.example.com').hasValue()", wanted: false },
  { source: "format.dns1123Label().validate('Contains UpperCase').hasValue()", wanted: true },
  { source: "format.qualifiedName().validate('apis.example.com/v1').hasValue()", wanted: false },
  { source: "format.dns1123LabelPrefix().validate('my-label-prefix-').hasValue()", wanted: false },
  { source: "format.labelValue().validate('-x').hasValue()", wanted: true },
  { source: "format.date().validate('2026-02-30').hasValue()", wanted: true },
  { source: "format.uuid().validate('123e4567-e89b-12d3-a456-426614174000').hasValue()", wanted: false },
  { source: "format.byte().validate('aGVsbG8=').hasValue()", wanted: false },
  { source: "format.named('dns1035Label').value().validate('1a').hasValue()", wanted: true },
  { source: "format.named('nothing').hasValue()", wanted: false },
  {
    source: "sets.contains([1, 2, 3, 4], [2, 3]) && sets.equivalent([1, 1], [1]) && !sets.intersects([1], [])",
    wanted: true,
  },
  { source: "base64.encode(b'hello') == 'aGVsbG8=' && string(base64.decode('aGVsbG8')) == 'hello'", wanted: true },
  { source: "base64.decode('a*b=')", wanted: "error: a*b= is no base64" },
])("$source", ({ source, wanted }) => {
  expect(run(source)).toEqual(wanted);
});

// Expected texts: Go, fmt with the verb %g and shortest precision.
test.each([
  { source: "string(0.0001)", wanted: "0.0001" },
  { source: "string(0.00001)", wanted: "1e-05" },
  { source: "string(123456.0)", wanted: "123456" },
  { source: "string(1234567.0)", wanted: "1.234567e+06" },
  { source: "string(100000.0)", wanted: "100000" },
  { source: "string(1e100)", wanted: "1e+100" },
  { source: "string(-0.5)", wanted: "-0.5" },
  { source: "string(1.0 / 0.0)", wanted: "+Inf" },
])("$source", ({ source, wanted }) => {
  expect(run(source)).toBe(wanted);
});
