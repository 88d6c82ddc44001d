import type { RepositoryFact } from "../../model/fact.ts";
import type { Distribution, Inventory } from "../../model/inventory.ts";
import { encode, readPairs } from "./location-text.ts";
import type { SbomProperty } from "./package-properties.ts";

/** What an inventory says of its target beside the packages. */
export type InventoryDetails = Pick<Inventory, "repositories" | "contentSets">;

/** Gives what advisories need to know of a target beside its packages. */
export function inventoryProperties({ repositories, contentSets }: InventoryDetails): SbomProperty[] {
  return [
    ...repositories.map((repository) => ({ name: "sekisho:repository", value: formatRepository(repository) })),
    ...contentSets.map((name) => ({ name: "sekisho:contentSet", value: name })),
  ];
}

/** Reads what {@link inventoryProperties} wrote. */
export function readInventoryProperties(properties: Iterable<SbomProperty>): InventoryDetails {
  const repositories: RepositoryFact[] = [];
  const contentSets = new Set<string>();
  for (const { name, value } of properties) {
    const repository = name === "sekisho:repository" ? parseRepository(value) : undefined;
    if (repository !== undefined) repositories.push(repository);
    if (name === "sekisho:contentSet") contentSets.add(value);
  }
  return { repositories, contentSets: [...contentSets].toSorted() };
}

/** Gives what an operating system's entry has no field for. */
export function distributionProperties({ idLike, codename, prettyName, endOfLife }: Distribution): SbomProperty[] {
  return [
    ...idLike.map((value) => ({ name: "sekisho:distribution:idLike", value })),
    ...(codename === undefined ? [] : [{ name: "sekisho:distribution:codename", value: codename }]),
    ...(prettyName === undefined ? [] : [{ name: "sekisho:distribution:prettyName", value: prettyName }]),
    ...(endOfLife === undefined ? [] : [{ name: "sekisho:distribution:endOfLife", value: String(endOfLife) }]),
  ];
}

/** What an SBOM says of an operating system. */
export interface OperatingSystemEntry {
  readonly id: string;
  readonly version?: string;
  readonly properties: readonly SbomProperty[];
}

/** Gives the distribution that an SBOM's operating system is. */
export function readDistribution({ id, version, properties }: OperatingSystemEntry): Distribution {
  const valuesOf = (name: string): readonly string[] =>
    properties.flatMap((property) => (property.name === `sekisho:distribution:${name}` ? [property.value] : []));
  const [codename] = valuesOf("codename");
  const [prettyName] = valuesOf("prettyName");
  const [endOfLife] = valuesOf("endOfLife");
  return {
    id,
    idLike: valuesOf("idLike"),
    ...(version === undefined ? {} : { version }),
    ...(codename === undefined ? {} : { codename }),
    ...(prettyName === undefined ? {} : { prettyName }),
    ...(endOfLife === undefined ? {} : { endOfLife: endOfLife === "false" ? false : endOfLife }),
  };
}

function formatRepository({ type, address, suite, components, isEnabled }: RepositoryFact): string {
  const pairs = [`type=${type}`, `address=${encode(address)}`, `enabled=${isEnabled}`];
  if (suite !== undefined) pairs.push(`suite=${encode(suite)}`);
  if (components !== undefined) pairs.push(`components=${encode(components.join(" "))}`);
  return pairs.join("&");
}

function parseRepository(text: string): RepositoryFact | undefined {
  const pairs = readPairs(text);
  const type = pairs.get("type");
  const address = pairs.get("address");
  const suite = pairs.get("suite");
  const components = pairs.get("components");
  if (address === undefined || (type !== "apk" && type !== "apt" && type !== "yum")) return undefined;
  return {
    kind: "repository",
    type,
    address,
    ...(suite === undefined ? {} : { suite }),
    ...(components === undefined ? {} : { components: components.split(" ").filter((part) => part !== "") }),
    isEnabled: pairs.get("enabled") !== "false",
  };
}
