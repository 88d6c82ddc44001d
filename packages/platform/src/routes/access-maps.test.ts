import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newTenantOwner } from "./fixtures/other-tenant.ts";
import { openTestServer, type TestServer } from "./fixtures/test-server.ts";

type Headers = Record<string, string>;

const map = {
  schemaVersion: 1,
  peers: ["shop/db[Pod]", "shop/web[Pod]", "0.0.0.0/0"],
  workloads: 2,
  ports: ["All", "TCP 80"],
  connections: [
    [2, 1, 1],
    [1, 0, 0],
  ],
  subjects: [
    {
      name: "ServiceAccount:shop/web",
      workloads: ["shop/web[Pod]"],
      wayToAdministrator: [
        { does: { en: "is cluster administrator", ja: "クラスター管理者の権限を持つ" }, to: "cluster-admin" },
      ],
      grants: [
        {
          verbs: ["*"],
          resources: ["*"],
          names: [],
          namespace: null,
          binding: "ClusterRoleBinding web",
          role: "ClusterRole cluster-admin",
        },
      ],
    },
  ],
  isWhole: true,
};

let server: TestServer;
let owner: Headers;
beforeAll(async () => {
  server = await openTestServer();
  owner = await server.signIn();
  for (const name of ["shop", "bank"]) {
    const headers = { ...owner, "content-type": "application/json" };
    await server.call({ method: "POST", url: "/api/v1/projects", headers, payload: { name } });
  }
}, 90_000);
afterAll(() => server.close());

async function put(name: string, payload: unknown, headers = owner, project = "shop") {
  const query = new URLSearchParams({ project, name });
  return await server.call({
    method: "PUT",
    url: `/api/v1/access-maps?${query.toString()}`,
    headers: { ...headers, "content-type": "application/octet-stream" },
    payload: Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  });
}

async function get(query: Record<string, string>, headers = owner) {
  const url = `/api/v1/access-maps/map?${new URLSearchParams(query).toString()}`;
  return await server.call({ method: "GET", url, headers });
}

describe("a map", () => {
  test("is kept, listed, replaced and deleted", async () => {
    expect(await put("k8s/prod", map)).toMatchObject({
      status: 200,
      body: { workloads: 2, connections: 2, subjects: 1 },
    });
    expect(await get({ project: "shop", name: "k8s/prod" })).toMatchObject({
      status: 200,
      body: { map, isWhole: true },
    });

    await put("k8s/prod", { ...map, connections: [], isWhole: false });
    const { body } = await server.call({ method: "GET", url: "/api/v1/access-maps", headers: owner });
    expect(body).toMatchObject({ maps: [{ project: "shop", name: "k8s/prod", connections: 0, isWhole: false }] });

    const url = "/api/v1/access-maps?project=shop&name=k8s%2Fprod";
    expect(await server.call({ method: "DELETE", url, headers: owner })).toMatchObject({ status: 204 });
    expect(await get({ project: "shop", name: "k8s/prod" })).toMatchObject({ status: 404 });
    expect(await server.call({ method: "DELETE", url, headers: owner })).toMatchObject({ status: 404 });
  });

  test("may be compressed", async () => {
    expect(await put("packed", gzipSync(JSON.stringify(map)))).toMatchObject({ status: 200, body: { connections: 2 } });
  });

  test.each([
    { name: "no JSON", payload: Buffer.from("関所") },
    { name: "nothing", payload: Buffer.alloc(0) },
    { name: "a list", payload: [] },
    { name: "another version", payload: { ...map, schemaVersion: 2 } },
    { name: "a place outside", payload: { ...map, connections: [[0, 3, 0]] } },
    { name: "ports outside", payload: { ...map, connections: [[0, 1, 2]] } },
    { name: "a negative place", payload: { ...map, connections: [[0, -1, 0]] } },
    { name: "more workloads than peers", payload: { ...map, workloads: 4 } },
    { name: "a name of a million characters", payload: { ...map, peers: ["a".repeat(1_000_000), "b", "c"] } },
    { name: "a stream that breaks off", payload: gzipSync(JSON.stringify(map)).subarray(0, 40) },
  ])("that is $name is refused, and the one before stays", async ({ payload }) => {
    await put("steady", map);

    expect(await put("steady", payload)).toMatchObject({ status: 400, body: { error: { code: "request-invalid" } } });
    expect(await get({ project: "shop", name: "steady" })).toMatchObject({ status: 200, body: { map } });
  });
});

describe("who may", () => {
  test("a key that uploads sends a map and reads none", async () => {
    const key = await server.makeKey(["reports:upload"], "shop");

    expect(await put("by-key", map, key)).toMatchObject({ status: 200 });
    expect(await get({ project: "shop", name: "by-key" }, key)).toMatchObject({ status: 403 });
    expect(await put("by-key", map, key, "bank")).toMatchObject({ status: 404 });
  });

  test("another tenant sees nothing", async () => {
    await put("mine", map);
    const stranger = await newTenantOwner(server, "four words with blanks");

    expect(await get({ project: "shop", name: "mine" }, stranger)).toMatchObject({ status: 404 });
    const { body } = await server.call({ method: "GET", url: "/api/v1/access-maps", headers: stranger });
    expect(body).toEqual({ maps: [] });
  });

  test("what was kept and deleted is on record", async () => {
    await put("recorded", map);

    const { body } = await server.call({ method: "GET", url: "/api/v1/audit?action=access-map.keep", headers: owner });
    expect(JSON.stringify(body)).toContain("recorded");
  });
});
