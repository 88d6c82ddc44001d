import { expect, test } from "vitest";
import { readComponent } from "./component.ts";

// Sources: JFrog Xray REST API, "Component identifiers".
test.each([
  { id: "npm://@acme/left:1.0", purl: "pkg:npm/%40acme/left@1.0", version: "1.0" },
  { id: "gav://org.acme:core:1.0", purl: "pkg:maven/org.acme/core@1.0", version: "1.0" },
  { id: "deb://debian:bookworm:curl:1:7.88-1", purl: "pkg:deb/debian/curl@1:7.88-1", version: "1:7.88-1" },
  { id: "rpm://el9:bash:0:5.1-4", purl: "pkg:rpm/redhat/bash@0:5.1-4", version: "0:5.1-4" },
  { id: "alpine://3.18:musl:1.2.4-r0", purl: "pkg:apk/alpine/musl@1.2.4-r0", version: "1.2.4-r0" },
  { id: "go://github.com/acme/x:1.0", purl: "pkg:golang/github.com/acme/x@1.0", version: "1.0" },
  { id: "left", purl: "pkg:generic/left", version: "" },
])("$id", ({ id, purl, version }) => {
  expect(readComponent(id)).toMatchObject({ purl, version });
});
