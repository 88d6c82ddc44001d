import { z } from "zod";
import { id, moment, projectRole, role, slug } from "./values.ts";

const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
const name = z.string().trim().min(1).max(200);
const password = z.string().min(1).max(1024);

/** Projects by name, each with the role in it. */
const projectMembership = z
  .array(
    z.strictObject({
      project: slug,
      role: projectRole,
      /** A role that the tenant made for projects: it alone says what is allowed, then. */
      customRole: id.optional(),
    }),
  )
  .min(1)
  .max(200)
  .refine((list) => new Set(list.map(({ project }) => project)).size === list.length, {
    message: "expected every project once",
  });

/** Somebody of the tenant. */
export const member = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role,
  /** A role that the tenant made, in the whole tenant: it alone says what is allowed, then. */
  customRole: z.object({ id, title: z.string() }).nullable(),
  /** The projects that the member sees alone, by name; `null` sees all of them. */
  projects: z.array(z.object({ project: slug, role: projectRole, customRole: id.optional() })).nullable(),
  createdAt: moment,
  /** From then on nobody signs in with it; `null` while it is used. */
  disabledAt: moment.nullable(),
  /** When it was last used; `null` when it never was. */
  seenAt: moment.nullable(),
});

/** Everybody of the tenant, by e-mail address. */
export const memberList = z.object({ members: z.array(member) });

/** What of a member is changed. */
export const memberChange = z
  .strictObject({ role: role.optional(), isDisabled: z.boolean().optional() })
  .refine((change) => Object.keys(change).length > 0, { message: "expected role or isDisabled, got neither" });

/** How a link reaches whom it is for; left out, by mail where the server sends mail, else by whoever asks. */
const linkDelivery = {
  delivery: z.enum(["mail", "link"]).optional(),
  /** In which language the mail is written; left out, the one of whoever asks. */
  language: z.enum(["en", "ja"]).optional(),
};

/** Who is invited: to the whole tenant with a role, or to some projects with a role in each. */
export const newInvitation = z
  .strictObject({ email, role: role.optional(), projects: projectMembership.optional(), ...linkDelivery })
  .refine((asked) => (asked.role === undefined) !== (asked.projects === undefined), {
    message: "expected either role or projects",
  });

/** A link that is made anew. */
export const resentInvitation = z.strictObject(linkDelivery);

/** What a member sees from now on. */
export const memberProjects = z.strictObject({ projects: projectMembership });

/** A link that somebody was given. */
export const invitation = z.object({
  id,
  email: z.string(),
  role,
  /** `password`: for somebody who is there and lost the password. */
  kind: z.enum(["account", "password"]),
  createdBy: id,
  createdAt: moment,
  expiresAt: moment,
  /** What became of the mail with the link; `null` where whoever made the link hands it over. */
  mail: z.object({ state: z.enum(["waiting", "sent", "failed"]), sentAt: moment.nullable() }).nullable(),
});

/** An invitation when it is made: the one time that its link is told. */
export const madeInvitation = invitation.extend({
  /**
   * Path of the page that takes it; the token in it stands behind `#` and is sent to no server. `null` where a mail brings
   * it: then nobody else sees it.
   */
  link: z.string().nullable(),
});

/** Links that were not used yet, the newest first. */
export const invitationList = z.object({ invitations: z.array(invitation) });

/** A link that is looked at and not used. */
export const invitationQuestion = z.strictObject({ token: z.string().min(1).max(500) });

/** What the page of a link shows to whoever opened it. */
export const openedInvitation = z.object({
  tenant: z.object({ name: z.string(), title: z.string() }),
  email: z.string(),
  kind: invitation.shape.kind,
  expiresAt: moment,
  /** Where the account comes to be by signing in there, without a password: at providers that know the address's domain. */
  providers: z.array(z.object({ id, title: z.string() })),
});

/** What a link answers with. */
export const invitationAnswer = z.strictObject({
  token: z.string().min(1).max(500),
  /** Name of somebody new. */
  name: name.optional(),
  password,
});

/** Who may sign in now. */
export const answeredInvitation = z.object({ tenant: z.string(), email: z.string() });

/** A change of one's own password. */
export const passwordChange = z.strictObject({ current: password, password });

/** What of one's own account is changed. */
export const accountChange = z.strictObject({ name });

/** Somewhere one is signed in. */
const openSession = z.object({
  id,
  createdAt: moment,
  usedAt: moment,
  expiresAt: moment,
  userAgent: z.string(),
  address: z.string(),
  /** The session that asks. */
  isCurrent: z.boolean(),
});

/** Where one is signed in, the newest first. */
export const openSessionList = z.object({ sessions: z.array(openSession) });
