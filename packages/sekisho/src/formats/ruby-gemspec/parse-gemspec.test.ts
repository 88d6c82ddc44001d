import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseGemspec } from "./parse-gemspec.ts";
import { readArguments, readLiteral } from "./ruby-literal.ts";

// The forms are those that RubyGems 1.8, 2.7 and 3.5 write.
const generated = `# -*- encoding: utf-8 -*-
# stub: nokogiri 1.15.0 x86_64-linux lib

Gem::Specification.new do |s|
  s.name = "nokogiri".freeze
  s.version = "1.15.0"
  s.platform = "x86_64-linux".freeze

  s.required_rubygems_version = Gem::Requirement.new(">= 0".freeze) if s.respond_to? :required_rubygems_version=
  s.authors = ["Mike".freeze, "Aaron".freeze]
  s.licenses = ["MIT".freeze, "Ruby".freeze]

  s.add_runtime_dependency(%q<racc>.freeze, ["~> 1.4"])
  s.add_runtime_dependency(%q<mini_portile2>.freeze, ["~> 2.8.2", "!= 2.8.3"])
  s.add_development_dependency(%q<bundler>.freeze, ["~> 2.3"])
end
`;

const older = `# -*- encoding: utf-8 -*-

Gem::Specification.new do |s|
  s.name = %q{rack-test}
  s.version = Gem::Version.new('0.6.3')
  s.license = 'MIT'
  if s.respond_to? :specification_version then
    if Gem::Version.new(Gem::VERSION) >= Gem::Version.new('1.2.0') then
      s.add_runtime_dependency(%q<rack>, [">= 1.0"])
    else
      s.add_dependency(%q<rack>, [">= 1.0"])
    end
  end
end
`;

const written = `require_relative "lib/shop/version"
Gem::Specification.new do |spec|
  spec.name          = 'shop'
  spec.version       = Shop::VERSION
  spec.licenses      = %w[MIT Apache-2.0]
  spec.summary       = "name = 'other'"
  spec.add_dependency "rack", "~> 2.0", ">= 2.0.1"
  spec.add_dependency("json")
  spec.add_dependency NAME, "1"
end
`;

describe("forms of specifications", () => {
  test.each([
    {
      name: "generated",
      text: generated,
      gemspec: {
        name: "nokogiri",
        version: "1.15.0",
        platform: "x86_64-linux",
        licenses: ["MIT", "Ruby"],
        dependencies: [
          { name: "racc", requirements: ["~> 1.4"] },
          { name: "mini_portile2", requirements: ["~> 2.8.2", "!= 2.8.3"] },
        ],
      },
    },
    {
      name: "older",
      text: older,
      gemspec: {
        name: "rack-test",
        version: "0.6.3",
        licenses: ["MIT"],
        dependencies: [{ name: "rack", requirements: [">= 1.0"] }],
      },
    },
    {
      name: "carriage returns",
      text: older.replaceAll("\n", "\r\n"),
      gemspec: {
        name: "rack-test",
        version: "0.6.3",
        licenses: ["MIT"],
        dependencies: [{ name: "rack", requirements: [">= 1.0"] }],
      },
    },
    {
      name: "written by hand",
      text: written,
      gemspec: {
        name: "shop",
        licenses: ["MIT", "Apache-2.0"],
        dependencies: [
          { name: "rack", requirements: ["~> 2.0", ">= 2.0.1"] },
          { name: "json", requirements: [] },
        ],
      },
    },
    { name: "empty", text: "", gemspec: { licenses: [], dependencies: [] } },
    { name: "interpolation", text: 's.name = "a#{b}"', gemspec: { licenses: [], dependencies: [] } },
    { name: "breaks off", text: 's.name = "a', gemspec: { licenses: [], dependencies: [] } },
  ])("$name", ({ text, gemspec }) => {
    expect(parseGemspec(Buffer.from(text))).toEqual(gemspec);
  });
});

describe("literals, as irb shows them", () => {
  test.each([
    { text: "'a\\'b\\\\c\\n'", value: "a'b\\c\\n" },
    { text: '"a\\"b\\n"', value: 'a"b\n' },
    { text: "%q(a b)", value: "a b" },
    { text: "%Q|a|", value: "a" },
    { text: "['a', \"b\".freeze, # note\n %q<c>]", value: ["a", "b", "c"] },
    { text: "%w[a b]", value: ["a", "b"] },
    { text: "[]", value: [] },
    { text: "Gem::Version.new('1.2')", value: "1.2" },
    { text: "[['a']]", value: undefined },
    { text: "['a', B]", value: undefined },
    { text: "VERSION", value: undefined },
    { text: "[", value: undefined },
  ])("$text", ({ text, value }) => {
    expect(readLiteral(text, 0).value).toEqual(value);
  });
});

test("what was quoted is read", () => {
  const plain = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(fc.array(plain, { maxLength: 8 }), (values) => {
      const quoted = values.map((value) => `'${value.replaceAll(/[\\']/g, "\\$&")}'`);

      expect(readLiteral(`[${quoted.join(", ")}]`, 0).value).toEqual(values);
      expect(readArguments(quoted.join(", "), 0)).toEqual(values);
    }),
  );
});

test("never throws, whatever the text is", () => {
  const part = fc.constantFrom(
    "s.name = ",
    "s.version=",
    "'",
    '"',
    "%q<",
    "[",
    "]",
    "\\",
    "#{",
    "\n",
    "s.add_dependency(",
    ",",
    "a",
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      expect(parseGemspec(Buffer.from(parts.join(""))).name).not.toBe("");
    }),
    { numRuns: 500 },
  );
});

test("of what is too long to be meant, nothing is read", () => {
  const list = `s.licenses = [${"'a', ".repeat(50_000)}]\n`;
  const name = `s.name = '${"a".repeat(1_000)}'\n`;

  expect(parseGemspec(Buffer.from(`${list}${name}s.version = '1'`))).toEqual({
    version: "1",
    licenses: [],
    dependencies: [],
  });
});
