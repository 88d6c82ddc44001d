import { readGroup, readGroupPatch } from "../identity/scim/group-attributes.ts";
import { changeGroup, createGroup, deleteGroup, getGroup, listGroups, lockGroup } from "../identity/scim/groups.ts";
import { writeGroup } from "../identity/scim/resources.ts";
import type { Route } from "./route.ts";
import { scimResourceRoutes } from "./scim-resource-routes.ts";

/** Groups as a provider writes them (RFC 7644); what they give stands in the provider's rules. */
export const scimGroupRoutes: readonly Route[] = scimResourceRoutes({
  endpoint: "Groups",
  summaries: {
    list: "SCIM: lists groups that a filter chooses.",
    make: "SCIM: makes a group with its members.",
    give: "SCIM: gives a group.",
    replace: "SCIM: replaces a group and its members.",
    change: "SCIM: changes a group, or who is in it.",
    remove: "SCIM: takes a group away, with what it gave.",
  },
  list: listGroups,
  find: getGroup,
  lock: lockGroup,
  readWhole: readGroup,
  readChanges: (before, changes) => readGroupPatch(before.id, changes),
  make: (transaction, writer, body) => createGroup(transaction, writer, readGroup(body)),
  change: async (transaction, writer, { before, wish }) => {
    await changeGroup(transaction, writer, { before, change: wish });
    return await getGroup(transaction, writer.place, { id: before.id, withMembers: true });
  },
  remove: deleteGroup,
  write: writeGroup,
});
