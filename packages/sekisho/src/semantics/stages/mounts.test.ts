import { expect, test } from "vitest";
import { parseDockerfile } from "../../formats/dockerfile/parser.ts";
import { createSourceText } from "../../model/source-text.ts";
import { buildModel } from "./build-model.ts";
import { cacheMountCovers, cacheMountCoversCacheOf, mountsOf, mountTarget, secretMountsOf } from "./mounts.ts";

function lastStep(text: string) {
  const { steps } = buildModel(parseDockerfile(createSourceText("Dockerfile", text)), {
    context: { ignores: undefined, isKnown: false, files: undefined },
    today: "2026-01-31",
  });
  const step = steps.at(-1);
  if (step === undefined) throw new Error("no step");
  return step;
}

// Dockerfile reference, "RUN --mount".
test.each([
  {
    name: "the path itself",
    before: "",
    mount: "type=cache,target=/var/cache/apt",
    path: "/var/cache/apt",
    expected: true,
  },
  { name: "a parent", before: "", mount: "type=cache,target=/var/cache", path: "/var/cache/apt", expected: true },
  {
    name: "a parent with a slash",
    before: "",
    mount: "type=cache,target=/var/cache/",
    path: "/var/cache/apt",
    expected: true,
  },
  {
    name: "a child only",
    before: "",
    mount: "type=cache,target=/var/cache/apt/archives",
    path: "/var/cache/apt",
    expected: false,
  },
  {
    name: "a name that begins alike",
    before: "",
    mount: "type=cache,target=/var/cache/ap",
    path: "/var/cache/apt",
    expected: false,
  },
  { name: "dst", before: "", mount: "type=cache,dst=/var/cache/apt", path: "/var/cache/apt", expected: true },
  { name: "tmpfs", before: "", mount: "type=tmpfs,target=/tmp", path: "/tmp/x", expected: true },
  {
    name: "a bind mount",
    before: "",
    mount: "type=bind,target=/var/cache/apt",
    path: "/var/cache/apt",
    expected: false,
  },
  {
    name: "relative to WORKDIR",
    before: "WORKDIR /app\n",
    mount: "type=cache,target=.cache",
    path: "/app/.cache",
    expected: true,
  },
  {
    name: "root's home",
    before: "",
    mount: "type=cache,target=/root/.cache/pip",
    path: "~/.cache/pip",
    expected: true,
  },
  {
    name: "a user's home",
    before: "USER app\n",
    mount: "type=cache,target=/home/app/.npm",
    path: "~/.npm",
    expected: true,
  },
  {
    name: "root's home for a user",
    before: "USER app\n",
    mount: "type=cache,target=/root/.npm",
    path: "~/.npm",
    expected: false,
  },
  { name: "HOME", before: "ENV HOME=/h\n", mount: "type=cache,target=/h/.npm", path: "~/.npm", expected: true },
  { name: "a variable", before: "ENV C=/c\n", mount: "type=cache,target=${C}/x", path: "/c/x", expected: true },
  { name: "an unknown variable", before: "ARG C\n", mount: "type=cache,target=$C", path: "/c", expected: false },
])("covers: $name", ({ before, mount, path, expected }) => {
  expect(cacheMountCovers(lastStep(`FROM debian\n${before}RUN --mount=${mount} x`), path)).toBe(expected);
});

test.each([
  { name: "pip", mount: "/root/.cache/pip", owner: "pip" },
  { name: "all of ~/.cache", mount: "/root/.cache", owner: "uv" },
  { name: "Go modules", mount: "/go/pkg/mod", owner: "go" },
  { name: "cargo of the official image", mount: "/usr/local/cargo/registry", owner: "cargo" },
] as const)("knows the cache of $name", ({ mount, owner }) => {
  expect(cacheMountCoversCacheOf(lastStep(`FROM a\nRUN --mount=type=cache,target=${mount} x`), owner)).toBe(true);
  expect(cacheMountCoversCacheOf(lastStep("FROM a\nRUN x"), owner)).toBe(false);
});

test.each([
  { name: "the id's place", mount: "type=secret,id=token", expected: "/run/secrets/token" },
  { name: "the source's place", mount: "type=secret,source=keys/token", expected: "/run/secrets/token" },
  { name: "a place of its own", mount: "type=secret,id=token,target=/root/.netrc", expected: "/root/.netrc" },
  { name: "none, as a variable", mount: "type=secret,id=token,env=TOKEN", expected: undefined },
  { name: "none, for SSH", mount: "type=ssh", expected: undefined },
])("a secret has $name", ({ mount, expected }) => {
  const step = lastStep(`FROM a\nRUN --mount=${mount} x`);

  const [secret] = secretMountsOf(step);

  if (secret === undefined) throw new Error("no secret");
  expect(mountTarget(step, secret)).toBe(expected);
});

test("mounts behind ONBUILD are found, other instructions have none", () => {
  expect(mountsOf(lastStep("FROM a\nONBUILD RUN --mount=type=tmpfs,target=/t x"))).toHaveLength(1);
  expect(mountsOf(lastStep("FROM a\nUSER x"))).toEqual([]);
});
