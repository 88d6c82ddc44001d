import { expect, test } from "vitest";
import { normalisePackageName } from "./package-name.ts";

test.each([
  { ecosystem: "pypi", name: "Zope.Interface__x", normal: "zope-interface-x" },
  { ecosystem: "nuget", name: "Newtonsoft.Json", normal: "newtonsoft.json" },
  { ecosystem: "composer", name: "Symfony/HTTP-Kernel", normal: "symfony/http-kernel" },
  { ecosystem: "golang", name: "github.com/Masterminds/goutils", normal: "github.com/masterminds/goutils" },
  { ecosystem: "swift", name: "https://github.com/Apple/swift-nio.git", normal: "github.com/apple/swift-nio" },
  { ecosystem: "npm", name: "JSONStream", normal: "JSONStream" },
  { ecosystem: "maven", name: "org.Apache:Log4j", normal: "org.Apache:Log4j" },
  { ecosystem: "rhel:9", name: "MozillaFirefox", normal: "MozillaFirefox" },
])("$ecosystem $name", ({ ecosystem, name, normal }) => {
  expect(normalisePackageName(ecosystem, name)).toBe(normal);
});
