import { jira } from "./jira.ts";
import { mail } from "./mail.ts";
import type { AnySender } from "./sender.ts";
import { slack } from "./slack.ts";
import { sns } from "./sns.ts";
import { teams } from "./teams.ts";
import { webhook } from "./webhook.ts";

/** Every kind of destination. */
export const senders: readonly AnySender[] = [jira, mail, slack, sns, teams, webhook];
