import { describe, expect, test } from "vitest";
import { cabalFreeze } from "./cabal-freeze.ts";
import { cargoLock } from "./cargo-lock.ts";
import { cartfileResolved } from "./cartfile-resolved.ts";
import { composerLock } from "./composer-lock.ts";
import { conanLock } from "./conan-lock.ts";
import { analyze, type Sample, summarise } from "./fixtures/sample.ts";
import { gemfileLock } from "./gemfile-lock.ts";
import { goMod } from "./go-mod.ts";
import { juliaManifest } from "./julia-manifest.ts";
import { mixLock } from "./mix-lock.ts";
import { podfileLock } from "./podfile-lock.ts";
import { pubspecLock } from "./pubspec-lock.ts";
import { rebarLock } from "./rebar-lock.ts";
import { renvLock } from "./renv-lock.ts";
import { stackLock } from "./stack-lock.ts";
import { swiftPackageResolved } from "./swift-package-resolved.ts";

// Expected values: counted by hand in the sample; the samples have the form that the format's documentation shows.
const samples: readonly Sample[] = [
  {
    name: "Cargo 4",
    analyzer: cargoLock,
    path: "Cargo.lock",
    text: `version = 4

[[package]]
name = "demo"
version = "0.1.0"
dependencies = [
 "serde",
 "syn 2.0.1",
]

[[package]]
name = "serde"
version = "1.0.200"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

[[package]]
name = "syn"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"

[[package]]
name = "syn"
version = "2.0.1"
source = "registry+https://github.com/rust-lang/crates.io-index"
`,
    packages: ["11 cargo serde@1.0.200 direct", "17 cargo syn@1.0.0", "22 cargo syn@2.0.1 direct"],
  },
  {
    name: "go.mod: blocks, replacements, comments",
    analyzer: goMod,
    path: "go.mod",
    text: `module example.com/demo // comment

go 1.21

require github.com/a/b v1.2.3
require (
	github.com/c/d/v2 v2.0.0 // indirect
	example.com/e v0.0.0-20240101000000-0123456789ab
	example.com/local v1.0.0
	"gopkg.in/yaml.v3" v3.0.1 // indirect; why
)
replace example.com/local => ../local
replace example.com/e => github.com/fork/e v1.0.0
exclude github.com/a/b v1.2.2
retract [v1.0.0, v1.0.5]
`,
    packages: [
      "5 golang github.com/a/b@v1.2.3 direct",
      "7 golang github.com/c/d/v2@v2.0.0",
      "8 golang github.com/fork/e@v1.0.0 direct",
      "10 golang gopkg.in/yaml.v3@v3.0.1",
    ],
  },
  {
    name: "go.mod before 1.17",
    analyzer: goMod,
    path: "go.mod",
    text: `module m
go 1.16
require a.b/c v1.0.0
what is this
`,
    packages: ["3 golang a.b/c@v1.0.0 direct"],
    codes: ["lockfile/syntax", "lockfile/direct-only"],
  },
  {
    name: "Bundler",
    analyzer: gemfileLock,
    path: "Gemfile.lock",
    text: `GIT
  remote: https://github.com/o/g.git
  revision: 0123456
  specs:
    g (0.1.0)

PATH
  remote: .
  specs:
    own (1.0.0)

GEM
  remote: https://rubygems.org/
  specs:
    nokogiri (1.16.0-x86_64-linux)
      racc (~> 1.4)
    racc (1.7.3)

PLATFORMS
  x86_64-linux

DEPENDENCIES
  g!
  nokogiri (~> 1.16)

CHECKSUMS
  racc (1.7.3) sha256=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

BUNDLED WITH
   2.5.4
`,
    packages: ["5 gem g@0.1.0 direct", "15 gem nokogiri@1.16.0 direct", "17 gem racc@1.7.3"],
  },
  {
    name: "Composer",
    analyzer: composerLock,
    path: "composer.lock",
    text: `{ "packages": [
    { "name": "monolog/monolog", "version": "3.5.0", "require": { "php": ">=8.1", "psr/log": "^2" }, "license": ["MIT"] },
    { "name": "psr/log", "version": "2.0.0" } ],
  "packages-dev": [
    { "name": "phpunit/phpunit", "version": "v10.5.0" } ] }
`,
    packages: [
      "2 composer monolog/monolog@3.5.0",
      "3 composer psr/log@2.0.0",
      "5 composer phpunit/phpunit@v10.5.0 dev",
    ],
  },
  {
    name: "Dart",
    analyzer: pubspecLock,
    path: "pubspec.lock",
    text: `packages:
  args:
    dependency: "direct main"
    description:
      name: args
      sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      url: "https://pub.dev"
    source: hosted
    version: "2.4.2"
  flutter:
    dependency: "direct main"
    description: flutter
    source: sdk
    version: "0.0.0"
  test:
    dependency: "direct dev"
    description:
      name: test
    source: hosted
    version: "1.25.0"
sdks:
  dart: ">=3.0.0 <4.0.0"
`,
    packages: ["2 pub args@2.4.2 direct", "15 pub test@1.25.0 direct dev"],
  },
  {
    name: "CocoaPods: subspecs",
    analyzer: podfileLock,
    path: "Podfile.lock",
    text: `PODS:
  - Alamofire (5.8.1)
  - "GoogleUtilities/Logger (7.12.0)":
    - GoogleUtilities/Environment
    - PromisesObjC (< 3.0, >= 1.2)
  - "GoogleUtilities/Environment (7.12.0)"
  - PromisesObjC (2.3.1)

DEPENDENCIES:
  - Alamofire (~> 5.8)
  - GoogleUtilities/Logger

PODFILE CHECKSUM: 0123456789012345678901234567890123456789

COCOAPODS: 1.14.3
`,
    packages: [
      "2 cocoapods Alamofire@5.8.1 direct",
      "3 cocoapods GoogleUtilities@7.12.0 direct",
      "7 cocoapods PromisesObjC@2.3.1",
    ],
  },
  {
    name: "Swift 2",
    analyzer: swiftPackageResolved,
    path: "Package.resolved",
    text: `{ "pins": [
    { "identity": "swift-nio", "kind": "remoteSourceControl", "location": "https://github.com/apple/swift-nio.git",
      "state": { "revision": "0123", "version": "2.62.0" } },
    { "identity": "b", "kind": "remoteSourceControl", "location": "git@github.com:o/b.git", "state": { "branch": "main", "revision": "4567" } } ],
  "version": 2 }
`,
    packages: ["2 swift github.com/apple/swift-nio@2.62.0", "4 swift github.com/o/b@4567"],
  },
  {
    name: "Swift 1",
    analyzer: swiftPackageResolved,
    path: "Package.resolved",
    text: `{ "object": { "pins": [
    { "package": "Nimble", "repositoryURL": "https://github.com/Quick/Nimble.git", "state": { "branch": null, "revision": "e9d7", "version": "9.2.1" } } ] },
  "version": 1 }
`,
    packages: ["2 swift github.com/Quick/Nimble@9.2.1"],
  },
  {
    name: "Carthage",
    analyzer: cartfileResolved,
    path: "Cartfile.resolved",
    text: `github "Alamofire/Alamofire" "5.8.1"
git "https://example.com/o/r.git" "1.0.0"
binary "https://example.com/framework/Thing.json" "2.0.0"
nonsense
`,
    packages: [
      "1 swift github.com/Alamofire/Alamofire@5.8.1",
      "2 swift example.com/o/r@1.0.0",
      "3 generic Thing@2.0.0",
    ],
    codes: ["lockfile/syntax"],
  },
  {
    name: "Conan 2",
    analyzer: conanLock,
    path: "conan.lock",
    text: `{ "version": "0.5",
  "requires": [
    "zlib/1.3.1#f52e03ae3d251dec704634230cd806a2%1708593606.497",
    "own/1.0@user/stable" ],
  "build_requires": [
    "cmake/3.28.1#aaa" ] }
`,
    packages: ["3 conan zlib@1.3.1", "4 conan user/own@1.0", "6 conan cmake@3.28.1 dev"],
  },
  {
    name: "Conan 1",
    analyzer: conanLock,
    path: "conan.lock",
    text: `{ "graph_lock": { "nodes": {
    "0": { "ref": "demo/1.0", "requires": ["1"] },
    "1": { "ref": "openssl/3.0.3#abc", "requires": ["2"] },
    "2": { "ref": "zlib/1.2.12" } } },
  "version": "0.4" }
`,
    packages: ["3 conan openssl@3.0.3 direct", "4 conan zlib@1.2.12"],
  },
  {
    name: "renv",
    analyzer: renvLock,
    path: "renv.lock",
    text: `{ "R": { "Version": "4.3.2" },
  "Packages": {
    "R6": { "Package": "R6", "Version": "2.5.1", "Source": "Repository", "Requirements": ["R"] },
    "bit-x": { "Version": "1.0-2" } } }
`,
    packages: ["3 cran R6@2.5.1", "4 cran bit-x@1.0-2"],
  },
  {
    name: "cabal freeze",
    analyzer: cabalFreeze,
    path: "cabal.project.freeze",
    text: `active-repositories: hackage.haskell.org:merge
constraints: any.aeson ==2.2.1.0,
             aeson +ordered-keymap,
             any.base ==4.18.2.0
index-state: hackage.haskell.org 2024-01-01T00:00:00Z
`,
    packages: ["2 hackage aeson@2.2.1.0", "4 hackage base@4.18.2.0"],
  },
  {
    name: "Stack",
    analyzer: stackLock,
    path: "stack.yaml.lock",
    text: `packages:
- completed:
    hackage: acme-missiles-0.3@sha256:2ba66a092a32593880a87fb00f3213762d7bca65a687d45965778deb8694c5d1,613
    pantry-tree:
      size: 226
  original:
    hackage: acme-missiles-0.3
snapshots: []
`,
    packages: ["2 hackage acme-missiles@0.3 direct"],
  },
  {
    name: "Julia 2",
    analyzer: juliaManifest,
    path: "Manifest.toml",
    text: `julia_version = "1.10.0"
manifest_format = "2.0"

[[deps.Dates]]
uuid = "ade2ca70-3891-5945-98fb-dc099432e06a"

[[deps.JSON]]
deps = ["Dates", "Parsers"]
uuid = "682c06a0-de6a-54ab-a142-c8b1cf79cde6"
version = "0.21.4"

[[deps.Parsers]]
uuid = "69de0a69-1ddd-5017-9359-2bf0b02dc9f0"
version = "2.8.1"
`,
    packages: ["7 julia JSON@0.21.4", "12 julia Parsers@2.8.1"],
  },
  {
    name: "Mix",
    analyzer: mixLock,
    path: "mix.lock",
    text: `%{
  "jason": {:hex, :jason, "1.4.1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", [:mix], [{:decimal, "~> 1.0 or ~> 2.0", [hex: :decimal, repo: "hexpm", optional: true]}], "hexpm", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
  "decimal": {:hex, :decimal, "2.1.1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", [:mix], [], "hexpm", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
  "g": {:git, "https://github.com/o/g.git", "0123456789", [tag: "v1"]},
}
`,
    packages: ["2 hex jason@1.4.1", "3 hex decimal@2.1.1", "4 hex g@0123456789"],
  },
  {
    name: "rebar3",
    analyzer: rebarLock,
    path: "rebar.lock",
    text: `{"1.2.0",
[{<<"cowboy">>,{pkg,<<"cowboy">>,<<"2.10.0">>},0},
 {<<"cowlib">>,{pkg,<<"cowlib">>,<<"2.12.1">>},1},
 {<<"g">>,{git,"https://github.com/o/g.git",{ref,"0123456789"}},0}]}.
[
{pkg_hash_ext,[
 {<<"cowboy">>, <<"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA">>}]}
].
`,
    packages: ["2 hex cowboy@2.10.0 direct", "3 hex cowlib@2.12.1", "4 hex g@0123456789 direct"],
  },
];

describe("lock files of other languages", () => {
  test.each(samples)("$name", (sample) => {
    const result = analyze(sample);

    expect(summarise(result)).toEqual(sample.packages);
    expect(result.diagnostics?.map(({ code }) => code)).toEqual(sample.codes ?? []);
  });

  test.each(samples)("$name: CRLF and a byte order mark change nothing", (sample) => {
    const text = `\uFEFF${sample.text.replaceAll("\n", "\r\n")}`;

    expect(summarise(analyze({ ...sample, text }))).toEqual(sample.packages);
  });
});
