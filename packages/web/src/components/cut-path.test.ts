import { expect, test } from "vitest";
import { splitPath } from "./cut-path.tsx";

test.each([
  { name: "a path", path: "services/orders/Dockerfile", head: "services/orders", tail: "/Dockerfile" },
  { name: "an image", path: "registry.example.com/shop/orders", head: "registry.example.com/shop", tail: "/orders" },
  { name: "a name without a slash", path: "orders.tar", head: "orders.tar", tail: "" },
  { name: "a slash at the beginning alone", path: "/etc", head: "/etc", tail: "" },
  { name: "a slash at the end", path: "a/b/", head: "a/b", tail: "/" },
  { name: "nothing", path: "", head: "", tail: "" },
  { name: "a long last name", path: `a/${"b".repeat(40)}`, head: `a/${"b".repeat(40)}`, tail: "" },
])("splits $name", ({ path, head, tail }) => {
  expect(splitPath(path)).toEqual({ head, tail });
});
