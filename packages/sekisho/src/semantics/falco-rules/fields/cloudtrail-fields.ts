import { fieldTable } from "./field.ts";

/** Fields of AWS CloudTrail events. Source: the cloudtrail plugin of falcosecurity/plugins, README, "Supported Fields". */
export const cloudtrailFields = fieldTable({
  text: `
    ct.id ct.error ct.errormessage ct.time ct.src ct.shortsrc ct.name ct.user ct.user.accountid ct.user.identitytype
    ct.user.principalid ct.user.arn ct.region ct.response.subnetid ct.response.reservationid ct.response
    ct.request.availabilityzone ct.request.cluster ct.request.functionname ct.request.groupname ct.request.host
    ct.request.name ct.request.policy ct.request.serialnumber ct.request.servicename ct.request.subnetid
    ct.request.taskdefinition ct.request.username ct.request ct.srcip ct.useragent ct.info ct.managementevent
    ct.readonly ct.requestid ct.eventtype ct.apiversion ct.resources ct.recipientaccountid ct.serviceeventdetails
    ct.sharedeventid ct.vpcendpointid ct.eventcategory ct.addendum.reason ct.addendum.updatedfields
    ct.addendum.originalrequestid ct.addendum.originaleventid ct.sessioncredentialfromconsole ct.edgedevicedetails
    ct.tlsdetails.tlsversion ct.tlsdetails.ciphersuite ct.tlsdetails.clientprovidedhostheader
    ct.additionaleventdata s3.uri s3.bucket s3.key ec2.name ec2.imageid ecr.repository ecr.imagetag iam.role
    iam.policy`,
  number: "s3.bytes s3.bytes.in s3.bytes.out s3.cnt.get s3.cnt.put s3.cnt.other",
});
