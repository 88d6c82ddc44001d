import { describe, expect, test } from "vitest";
import { parseShell } from "../../formats/shell/parser.ts";
import { findCalls } from "./calls.ts";
import { hasOption, optionValues, type PackageManagerCall, packageCallOf } from "./package-managers.ts";

function packageCall(text: string): PackageManagerCall {
  const [first] = findCalls(parseShell(text, "sh"));
  const found = first === undefined ? undefined : packageCallOf(first);
  if (found === undefined) throw new Error(`a package manager's call expected in ${text}`);
  return found;
}

/** `name operator version`, `local name`. */
function printed(call: PackageManagerCall): readonly string[] {
  return call.packages.map(({ name, operator, version, isLocal }) =>
    isLocal ? `local ${name}` : [name, operator, version].filter((piece) => piece !== undefined).join(" "),
  );
}

// Options and forms by each manager's manual.
describe("what is installed", () => {
  test.each([
    {
      text: "apt-get -o Dpkg::Options::=--force-confold install -t sid --no-install-recommends curl=7.* vim:arm64 git/sid ./x.deb",
      manager: "apt-get",
      expected: ["curl = 7.*", "vim", "git / sid", "local ./x.deb"],
    },
    {
      text: "apt-get -c f install -y $PACKAGES nginx=${V}",
      manager: "apt-get",
      expected: ["${PACKAGES}", "nginx = ${V}"],
    },
    { text: "apt install -y --target-release sid a", manager: "apt", expected: ["a"] },
    { text: "aptitude install -q a=1", manager: "aptitude", expected: ["a = 1"] },
    {
      text: "yum --enablerepo epel -c f install openssl-1.1.1k-7.el8 java-1.8.0-openjdk-devel gcc-toolset-12 php-8.1.* foo-${V} https://h/x.rpm",
      manager: "yum",
      expected: [
        "openssl - 1.1.1k-7.el8",
        "java-1.8.0-openjdk-devel",
        "gcc-toolset-12",
        "php - 8.1.*",
        "foo - ${V}",
        "local https://h/x.rpm",
      ],
    },
    { text: "dnf module install -y nodejs:20/common", manager: "dnf", expected: ["nodejs:20/common"] },
    {
      text: "microdnf install --setopt install_weak_deps=0 --nodocs tar-2:1.34-6.el9",
      manager: "microdnf",
      expected: ["tar - 2:1.34-6.el9"],
    },
    { text: "zypper --root /x -n in -r repo 'a>=1' b=2 c", manager: "zypper", expected: ["a >= 1", "b = 2", "c"] },
    {
      text: "apk add --no-cache -X http://h -t .build a=1-r0 'b>2' c~=3 d@edge",
      manager: "apk",
      expected: ["a = 1-r0", "b > 2", "c ~= 3", "d"],
    },
    { text: "pacman -Syu --noconfirm git", manager: "pacman", expected: ["git"] },
    { text: "opkg install a", manager: "opkg", expected: ["a"] },
    {
      text: "pip3.11 install -U --index-url http://h 'a[x]>=1,<2; python_version<\"3\"' b==1 c -r r.txt -e . git+https://h/d ./e",
      manager: "pip",
      expected: ["a >= 1,<2", "b == 1", "c", "local git+https://h/d", "local ./e", "local r.txt", "local ."],
    },
    { text: "python3 -m pip install a==1", manager: "pip", expected: ["a == 1"] },
    { text: "uv pip install --system a==1", manager: "uv", expected: ["a == 1"] },
    {
      text: "npm install -g --registry http://h a@1 @s/b@^2 @s/c owner/repo ./d file:../e",
      manager: "npm",
      expected: ["a @ 1", "@s/b @ ^2", "@s/c", "local owner/repo", "local ./d", "local file:../e"],
    },
    { text: "npm ci", manager: "npm", expected: [] },
    { text: "yarn global add a@1", manager: "yarn", expected: ["a @ 1"] },
    { text: "yarn --frozen-lockfile", manager: "yarn", expected: [] },
    { text: "pnpm add -D a", manager: "pnpm", expected: ["a"] },
    { text: "bun a x@1", manager: "bun", expected: ["x @ 1"] },
    { text: "gem install a b:2 -v 1.0 --no-document", manager: "gem", expected: ["a -v 1.0", "b : 2"] },
    { text: "bundle install --jobs 4", manager: "bundle", expected: [] },
    { text: "composer create-project a/b:^1 dir 1.2", manager: "composer", expected: ["a/b : ^1"] },
    {
      text: "cargo +nightly install --locked a@1 b --version 2",
      manager: "cargo",
      expected: ["a @ 1", "b --version 2"],
    },
    {
      text: "go install -tags x -ldflags '-s -w' h/m/cmd@v1 ./...",
      manager: "go",
      expected: ["h/m/cmd @ v1", "local ./..."],
    },
    { text: "conda install -n base -c conda-forge -y a=1 'b>=2'", manager: "conda", expected: ["a = 1", "b >= 2"] },
    { text: "micromamba create -y -f e.yml", manager: "micromamba", expected: ["local e.yml"] },
    { text: "brew install a", manager: "brew", expected: ["a"] },
    { text: "poetry add 'a>=1'", manager: "poetry", expected: ["a >= 1"] },
    { text: "poetry add a@^1 'b[x]@~2' c@latest", manager: "poetry", expected: ["a @ ^1", "b @ ~2", "c @ latest"] },
    { text: "apt-get install g++ vim nano-", manager: "apt-get", expected: ["g++", "vim"] },
    { text: "pipx install a==1", manager: "pipx", expected: ["a == 1"] },
  ])("$text", ({ text, manager, expected }) => {
    const call = packageCall(text);

    expect(call.action).toBe("install");
    expect(call.manager).toBe(manager);
    expect(printed(call)).toEqual(expected);
  });
});

describe("what is done", () => {
  test.each([
    { text: "apt-get -qq update", expected: "update" },
    { text: "apt-get upgrade", expected: "upgrade" },
    { text: "apt full-upgrade", expected: "dist-upgrade" },
    { text: "apt-get clean", expected: "clean" },
    { text: "apt-get purge a", expected: "remove" },
    { text: "apt-get download a", expected: "download" },
    { text: "apt-get check", expected: "other" },
    { text: "yum update -y", expected: "upgrade" },
    { text: "dnf makecache", expected: "update" },
    { text: "yum clean all", expected: "clean" },
    { text: "zypper dup", expected: "dist-upgrade" },
    { text: "zypper cc -a", expected: "clean" },
    { text: "apk upgrade", expected: "upgrade" },
    { text: "apk cache clean", expected: "clean" },
    { text: "apk cache sync", expected: "other" },
    { text: "pacman -Syu", expected: "upgrade" },
    { text: "pacman -Sy", expected: "update" },
    { text: "pacman -Scc", expected: "clean" },
    { text: "pacman -Rns a", expected: "remove" },
    { text: "npm cache clean --force", expected: "clean" },
    { text: "npm run build", expected: "other" },
    { text: "yarn cache clean", expected: "clean" },
    { text: "yarn --version", expected: "other" },
    { text: "pip cache purge", expected: "clean" },
    { text: "pip download a", expected: "download" },
    { text: "go mod download", expected: "download" },
    { text: "go build ./...", expected: "other" },
    { text: "conda env create -f e.yml", expected: "install" },
    { text: "conda clean -afy", expected: "clean" },
  ])("$text: $expected", ({ text, expected }) => {
    expect(packageCall(text).action).toBe(expected);
  });
});

describe("whether it asks", () => {
  test.each([
    { text: "apt-get install a", expected: false },
    { text: "apt-get install -y a", expected: true },
    { text: "apt-get -qy install a", expected: true },
    { text: "apt-get install --yes=false a", expected: false },
    { text: "apt-get install -q a", expected: false },
    { text: "apt-get install -qq a", expected: true },
    { text: "apt-get install -q=2 a", expected: true },
    { text: "apt-get -q -q install a", expected: true },
    { text: "apt-get -o APT::Get::Assume-Yes=true install a", expected: true },
    { text: "apt-get -oy install a", expected: false },
    { text: "apt-get install -- -y", expected: false },
    { text: "yum -y install a", expected: true },
    { text: "yum -q -q install a", expected: false },
    { text: "dnf install --setopt=assumeyes=1 a", expected: true },
    { text: "zypper -n in a", expected: true },
    { text: "zypper in a", expected: false },
    { text: "apk add a", expected: true },
    { text: "pacman -S a", expected: false },
    { text: "pip install a", expected: true },
    { text: "conda install a", expected: false },
  ])("$text: $expected", ({ text, expected }) => {
    expect(packageCall(text).assumesYes).toBe(expected);
  });
});

test.each([
  { text: "npm i -g a", expected: true },
  { text: "npm install --location=global a", expected: true },
  { text: "npm install a", expected: false },
  { text: "yarn global add a", expected: true },
  { text: "composer global require a/b", expected: true },
])("whether it leaves the project: $text", ({ text, expected }) => {
  expect(packageCall(text).isGlobal).toBe(expected);
});

test("options can be asked for, clusters and values included", () => {
  const call = packageCall("apk add -qU --repository a -X b --no-cache c");

  expect(hasOption(call, "-U")).toBe(true);
  expect(hasOption(call, "--virtual")).toBe(false);
  expect(optionValues(call, "-X", "--repository")).toEqual(["a", "b"]);
});

test.each([{ text: "curl x" }, { text: "python3 app.py -m pip install a" }, { text: "$tool install a" }])(
  "no package manager: $text",
  ({ text }) => {
    const [call] = findCalls(parseShell(text, "sh"));

    expect(call === undefined ? undefined : packageCallOf(call)).toBeUndefined();
  },
);
