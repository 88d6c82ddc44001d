import { parseShell } from "../../formats/shell/parser.ts";
import { shellWord } from "../../model/shell-word.ts";
import { type CommandCall, findCalls } from "../commands/calls.ts";
import { findStartupSigns } from "../malware-signs/startup-signs.ts";

/** What a command that somebody runs in a container is for, where it is for nothing good. */
export type CommandPurpose = "reverse-shell" | "miner" | "cloud-metadata" | "credentials" | "download";

/** A longer command is not read further: it is a program of its own. */
const maxLength = 8_192;

const downloaders: ReadonlySet<string> = new Set(["aria2c", "curl", "fetch", "ftp", "lynx", "scp", "tftp", "wget"]);

/**
 * Addresses where clouds give credentials to their machines.
 *
 * Source: the instance metadata documentation of AWS (also ECS and EKS Pod Identity), Google Cloud, Azure, Alibaba Cloud and
 * Oracle Cloud.
 */
const metadataAddresses: readonly string[] = [
  "169.254.169.254",
  "169.254.170.2",
  "169.254.170.23",
  "fd00:ec2::254",
  "100.100.100.200",
  "metadata.google.internal",
];

/** Files with credentials. Source: MITRE ATT&CK, T1552.001; the manuals of the tools that write them. */
const credentialFiles: readonly RegExp[] = [
  /\/run\/secrets\/(?:kubernetes\.io|eks\.amazonaws\.com|azure)/,
  /(?:^|\/|~)\.(?:aws|azure|kube|ssh|docker)\//,
  /\.config\/gcloud\//,
  /(?:^|[\s"'=@<])\/etc\/(?:g?shadow-?(?![\w-])|kubernetes\/(?:admin\.conf|azure\.json|pki\/))/,
  /\/var\/lib\/kubelet\/(?:pki\/|kubeconfig|config\.json)/,
  /\/proc\/(?:\d{1,10}|self|\*)\/environ\b/,
];

/** Tells what the words of a command are for, the worst first; none for ordinary commands. */
export function findPurposes(words: readonly string[]): readonly CommandPurpose[] {
  const plain = words.join(" ").slice(0, maxLength);
  const signs = new Set(findStartupSigns("", plain).map(({ rule }) => rule));
  const calls = findCalls(parseShell(words.map(shellWord).join(" ").slice(0, maxLength), "bash"));
  const found: CommandPurpose[] = [];
  if (signs.has("malware/reverse-shell")) found.push("reverse-shell");
  if (signs.has("malware/crypto-miner")) found.push("miner");
  if (metadataAddresses.some((address) => plain.includes(address))) found.push("cloud-metadata");
  if (credentialFiles.some((pattern) => pattern.test(plain))) found.push("credentials");
  if (calls.some(isDownload)) found.push("download");
  return found;
}

/** A program that asks itself whether it is alive goes nowhere. */
function isDownload({ name, args }: CommandCall): boolean {
  if (name === undefined || !downloaders.has(name)) return false;
  const addresses = args.map(({ text }) => text).filter((text) => !text.startsWith("-") && /[.:/]/.test(text));
  return addresses.some((address) => !ownAddress.test(address));
}

const ownAddress = /^(?:https?:\/\/)?(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)(?:[:/?]|$)/;
