import { afterEach, describe, expect, test } from "vitest";
import { type Fault, type LoopbackRegistry, quickOptions, startRegistry } from "../fixtures/loopback-registry.ts";
import { json, sampleImage } from "../fixtures/sample-image.ts";
import { listReferrers } from "./list-referrers.ts";
import { RegistryClient } from "./registry-client.ts";

const image = sampleImage();
const subject = image.manifest.digest;
const signature = { ...image.manifest, artifactType: "application/vnd.example.signature" };
const sbom = { ...image.manifest, artifactType: "application/spdx+json" };

let registry: LoopbackRegistry | undefined;

afterEach(() => registry?.close());

async function start(
  pages: Readonly<Record<string, { readonly manifests: readonly object[]; readonly link?: string }>>,
) {
  const fault: Fault = (request, response) => {
    const page = pages[(request.url ?? "").replace("/v2/shop/web/", "")];
    if (page === undefined) return false;
    response.writeHead(200, page.link === undefined ? {} : { link: page.link });
    response.end(json({ schemaVersion: 2, manifests: page.manifests }));
    return true;
  };
  registry = await startRegistry(image, fault);
  return new RegistryClient({ registry: registry.host, host: registry.host, repository: "shop/web" }, quickOptions());
}

// Source: OCI distribution specification 1.1, "Listing Referrers".
describe("listReferrers", () => {
  test.each([
    { name: "over the API", path: `referrers/${subject}` },
    { name: "under the tag", path: `manifests/${subject.replace(":", "-")}` },
  ])("reads the list $name", async ({ path }) => {
    const client = await start({ [path]: { manifests: [signature, sbom] } });

    const found = await listReferrers(client, subject);

    expect(found.map((referrer) => referrer.artifactType)).toEqual([signature.artifactType, sbom.artifactType]);
  });

  test("filters also where the registry does not", async () => {
    const path = `referrers/${subject}?artifactType=application%2Fspdx%2Bjson`;
    const client = await start({ [path]: { manifests: [signature, sbom] } });

    const found = await listReferrers(client, subject, sbom.artifactType);

    expect(found.map((referrer) => referrer.artifactType)).toEqual([sbom.artifactType]);
  });

  test("reads further pages of the repository and no others", async () => {
    const path = `referrers/${subject}`;
    const client = await start({
      [path]: { manifests: [signature], link: `</v2/shop/web/${path}?last=1>; rel="next"` },
      [`${path}?last=1`]: { manifests: [sbom], link: '</v2/other/referrers/x>; rel="next"' },
    });

    const found = await listReferrers(client, subject);

    expect(found).toHaveLength(2);
  });

  test("ends where pages lead to themselves", async () => {
    const path = `referrers/${subject}`;
    const client = await start({ [path]: { manifests: [sbom], link: `</v2/shop/web/${path}>; rel="next"` } });

    const found = await listReferrers(client, subject);

    expect(found).toHaveLength(50);
  });

  test("gives nothing where nothing is", async () => {
    const client = await start({});

    expect(await listReferrers(client, subject)).toEqual([]);
  });

  test("refuses a list that is none", async () => {
    const client = await start({ [`referrers/${subject}`]: { manifests: [{ digest: 1 }] } });

    await expect(listReferrers(client, subject)).rejects.toMatchObject({ code: "image-invalid" });
  });
});
