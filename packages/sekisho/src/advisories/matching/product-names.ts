/** A product under the name by which one collection of advisories knows it. */
export interface ProductName {
  readonly ecosystem: "bitnami" | "generic";
  readonly name: string;
}

/** What programs that nobody packaged are called in Bitnami's collection, where that is not their own name. */
const bitnamiNames: ReadonlyMap<string, string> = new Map([
  ["apache-httpd", "apache"],
  ["argocd", "argo-cd"],
  ["etcd", "etcd"],
  ["go", "golang"],
  ["httpd", "apache"],
  ["nats-server", "nats"],
  ["node_exporter", "node-exporter"],
  ["nodejs", "node"],
  ["openjdk", "java"],
  ["php-cli", "php"],
  ["postgres", "postgresql"],
]);

/** What runtimes are called in the collections of their makers. */
const runtimeNames: ReadonlyMap<string, string> = new Map([["nodejs", "node"]]);

/**
 * Gives the names to ask for when a program was found that no package manager knows: by its product's name, in the
 * collections of runtimes' makers (Node.js, Ruby) and in Bitnami's.
 */
export function findProductNames(product: string): readonly ProductName[] {
  const name = product.toLowerCase();
  return [
    { ecosystem: "generic", name: runtimeNames.get(name) ?? name },
    { ecosystem: "bitnami", name: bitnamiNames.get(name) ?? name },
  ];
}
