import { defineFetcher } from "../define.ts";

const branchLink = /href="(?:\.\/)?(v\d+\.\d+|edge)\/"/g;
const repositories = ["main", "community"];

/** Alpine's security database: a folder a branch, a file a repository. */
export const alpineSecdb = defineFetcher({
  feed: "alpine/secdb",
  defaultAddress: "https://secdb.alpinelinux.org",
  async list({ address, text }) {
    const index = await text(`${address}/`);
    const branches = [...new Set([...index.matchAll(branchLink)].map(([, branch = ""]) => branch))];
    return branches.flatMap((branch) =>
      repositories.map((repository) => ({
        name: `${branch}/${repository}.json`,
        ecosystem: `alpine:${branch.replace(/^v/, "")}`,
      })),
    );
  },
  fetch: ({ name }, { address, keep }) => keep(`${address}/${name}`, { name }),
});
