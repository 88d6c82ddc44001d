import { expect, test } from "vitest";
import { describeSource } from "./describe-source.ts";

// Expected values: containers-transports(5) and the reference grammar of distribution/reference.
test.each([
  { name: "a name", text: "debian:12", expected: { kind: "reference", name: "debian:12" } },
  { name: "docker://", text: "docker://a.example/b", expected: { kind: "registry", name: "a.example/b" } },
  { name: "registry:", text: "registry:debian", expected: { kind: "registry", name: "debian" } },
  { name: "docker-daemon:", text: "docker-daemon:a:1", expected: { kind: "docker-daemon", name: "a:1" } },
  { name: "podman:", text: "podman:a", expected: { kind: "podman", name: "a" } },
  { name: "containerd:", text: "containerd:a", expected: { kind: "containerd", name: "a" } },
  { name: "a layout", text: "oci:dir/a", expected: { kind: "oci-layout", path: "dir/a", image: undefined } },
  { name: "an image of a layout", text: "oci:dir:1.0", expected: { kind: "oci-layout", path: "dir", image: "1.0" } },
  {
    name: "an image of an archive",
    text: "docker-archive:/a.tar:web:1.0",
    expected: { kind: "docker-archive", path: "/a.tar", image: "web:1.0" },
  },
  {
    name: "a drive",
    text: "oci-archive:C:\\a.tar:web",
    expected: { kind: "oci-archive", path: "C:\\a.tar", image: "web" },
  },
  { name: "a path", text: "./image.tar", expected: undefined },
  { name: "nothing", text: "", expected: undefined },
])("$name", ({ text, expected }) => {
  expect(describeSource(text)).toEqual(expected);
});
