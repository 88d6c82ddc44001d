import type { Target } from "../../model/report.ts";
import type { Vulnerability } from "../../model/vulnerability.ts";
import { findImageUrl } from "../vex/image-url.ts";

/** The products that a document speaks of, gathered one by one. */
export interface ProductTree {
  /** Gives the id of a package of a target; the product is in the tree then. */
  idOf(target: Target, vulnerability: Vulnerability): string;
  build(): object;
}

interface Product {
  readonly product_id: string;
  readonly name: string;
  readonly product_identification_helper: object;
}

/** Starts a tree. Source: CSAF 2.0, section 3.2.2. */
export function createProductTree(): ProductTree {
  const products = new Map<string, Product>();
  const relationships = new Map<string, object>();
  return {
    idOf(target, { package: purl, name, installed }) {
      products.set(purl, {
        product_id: purl,
        name: `${name} ${installed}`.trim() || purl,
        product_identification_helper: { purl },
      });
      const image = findImageUrl(target);
      if (image === undefined) return purl;
      products.set(image, toImage(image, target));
      const id = `${image} ${purl}`;
      relationships.set(id, {
        category: "default_component_of",
        full_product_name: { product_id: id, name: `${name} ${installed} / ${target.name}` },
        product_reference: purl,
        relates_to_product_reference: image,
      });
      return id;
    },
    build: () => ({
      full_product_names: [...products.values()],
      ...(relationships.size === 0 ? {} : { relationships: [...relationships.values()] }),
    }),
  };
}

function toImage(url: string, { name, digest = "" }: Target): Product {
  const value = digest.replace("sha256:", "");
  return {
    product_id: url,
    name: name === "" ? url : name,
    product_identification_helper: {
      ...(/^[0-9a-f]{64}$/.test(value) && {
        hashes: [{ file_hashes: [{ algorithm: "sha256", value }], filename: name === "" ? url : name }],
      }),
      purl: url,
    },
  };
}
