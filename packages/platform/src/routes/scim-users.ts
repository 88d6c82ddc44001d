import { patchUser } from "../identity/scim/patch-user.ts";
import { getUser, listUsers } from "../identity/scim/read-users.ts";
import { writeUser } from "../identity/scim/resources.ts";
import { readUser } from "../identity/scim/user-attributes.ts";
import { attributesOfRow, createUser, deleteUser, lockUser, replaceUser } from "../identity/scim/write-users.ts";
import type { Route } from "./route.ts";
import { scimResourceRoutes } from "./scim-resource-routes.ts";

/** Members as a provider writes them (RFC 7644). */
export const scimUserRoutes: readonly Route[] = scimResourceRoutes({
  endpoint: "Users",
  summaries: {
    list: "SCIM: lists members that a filter chooses.",
    make: "SCIM: makes a member.",
    give: "SCIM: gives a member.",
    replace: "SCIM: replaces what a provider says of a member.",
    change: "SCIM: changes some of what a provider says of a member.",
    remove: "SCIM: takes a member away; the account stays, shut, for what it did.",
  },
  list: listUsers,
  find: (transaction, place, { id }) => getUser(transaction, place, id),
  lock: lockUser,
  readWhole: readUser,
  readChanges: (before, changes) => patchUser(before.id, attributesOfRow(before), changes),
  make: (transaction, writer, body) => createUser(transaction, writer, readUser(body)),
  change: (transaction, writer, { before, wish }) => replaceUser(transaction, writer, { before, wanted: wish }),
  remove: deleteUser,
  write: writeUser,
});
