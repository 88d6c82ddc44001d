import { groupSchema, userSchema } from "./resources.ts";

type Json = Readonly<Record<string, unknown>>;

interface AttributeShape {
  readonly name: string;
  readonly description: string;
  readonly type?: "string" | "boolean" | "complex" | "reference";
  readonly isList?: boolean;
  readonly isRequired?: boolean;
  readonly isExact?: boolean;
  readonly isReadOnly?: boolean;
  readonly isUnique?: boolean;
  readonly parts?: readonly AttributeShape[];
}

const serviceSchema = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
const typeSchema = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const schemaSchema = "urn:ietf:params:scim:schemas:core:2.0:Schema";
const mostResults = 200;

const userAttributes: readonly AttributeShape[] = [
  { name: "userName", description: "What a member is called at the provider.", isRequired: true, isUnique: true },
  {
    name: "name",
    description: "The parts of the name.",
    type: "complex",
    parts: [
      { name: "formatted", description: "The whole name." },
      { name: "givenName", description: "The given name." },
      { name: "familyName", description: "The family name." },
    ],
  },
  { name: "displayName", description: "The name as it is shown." },
  { name: "active", description: "Whether the member may come in.", type: "boolean" },
  {
    name: "emails",
    description: "The address of the account: the primary one is kept.",
    type: "complex",
    isList: true,
    parts: [
      { name: "value", description: "The address." },
      { name: "type", description: "Always work." },
      { name: "primary", description: "Always true.", type: "boolean" },
    ],
  },
  {
    name: "groups",
    description: "The groups that the member is in.",
    type: "complex",
    isList: true,
    isReadOnly: true,
    parts: [
      { name: "value", description: "The id of the group.", isReadOnly: true },
      { name: "display", description: "Its name.", isReadOnly: true },
      { name: "type", description: "Always direct.", isReadOnly: true },
      { name: "$ref", description: "Its address.", type: "reference", isReadOnly: true },
    ],
  },
];

const groupAttributes: readonly AttributeShape[] = [
  {
    name: "displayName",
    description: "The name by which the provider's rules give a role.",
    isRequired: true,
    isUnique: true,
  },
  {
    name: "members",
    description: "Who is in the group.",
    type: "complex",
    isList: true,
    parts: [
      { name: "value", description: "The id of a user." },
      { name: "display", description: "The name.", isReadOnly: true },
      { name: "type", description: "Always User.", isReadOnly: true },
      { name: "$ref", description: "The address.", type: "reference", isReadOnly: true },
    ],
  },
];

/** Says what of SCIM is spoken (RFC 7643, 5). */
export function describeService(base: string): Json {
  return {
    schemas: [serviceSchema],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: mostResults },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "API key",
        description: "An API key of this platform with the permission members:provision, as a bearer token.",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
  };
}

/** Says which resources there are (RFC 7643, 6). */
export function describeTypes(base: string): readonly Json[] {
  return [
    { name: "User", endpoint: "/Users", schema: userSchema, description: "A member of the tenant" },
    { name: "Group", endpoint: "/Groups", schema: groupSchema, description: "A group of members at the provider" },
  ].map(({ name, ...described }) => ({
    schemas: [typeSchema],
    id: name,
    name,
    ...described,
    meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${name}` },
  }));
}

/** Says what the resources hold (RFC 7643, 7). */
export function describeSchemas(base: string): readonly Json[] {
  return [
    { id: userSchema, name: "User", description: "A member of the tenant", attributes: userAttributes },
    { id: groupSchema, name: "Group", description: "A group of members at the provider", attributes: groupAttributes },
  ].map(({ id, attributes, ...described }) => ({
    schemas: [schemaSchema],
    id,
    ...described,
    attributes: attributes.map(describeAttribute),
    meta: { resourceType: "Schema", location: `${base}/Schemas/${id}` },
  }));
}

function describeAttribute(shape: AttributeShape): Json {
  const { name, description, type = "string", isList = false, isRequired = false, isExact = false } = shape;
  return {
    name,
    type,
    multiValued: isList,
    description,
    required: isRequired,
    caseExact: isExact,
    mutability: shape.isReadOnly === true ? "readOnly" : "readWrite",
    returned: "default",
    uniqueness: shape.isUnique === true ? "server" : "none",
    ...(type === "reference" ? { referenceTypes: ["User", "Group"] } : {}),
    ...(shape.parts === undefined ? {} : { subAttributes: shape.parts.map(describeAttribute) }),
  };
}
