import { expect, test } from "vitest";
import { objectOf } from "./object-of.ts";

test.each([
  { name: "a container", subject: "shop/web[Deployment]/container:app", object: "shop/web[Deployment]" },
  { name: "an init container", subject: "shop/web[Pod]/init-container:prepare", object: "shop/web[Pod]" },
  { name: "an ephemeral container", subject: "shop/web[Pod]/ephemeral-container:sh", object: "shop/web[Pod]" },
  { name: "an object", subject: "shop/web[Deployment]", object: undefined },
  { name: "another part of an object", subject: "shop/web[Deployment]/volume:data", object: undefined },
  { name: "a path with such a folder", subject: "file:a/container:b", object: undefined },
  { name: "nothing", subject: "", object: undefined },
  {
    name: "a text of a megabyte",
    subject: `${"]/container:".repeat(90_000)}x`,
    object: `${"]/container:".repeat(89_999)}]`,
  },
])("$name", ({ subject, object }) => {
  expect(objectOf(subject)).toBe(object);
});
