import { huaweiFailures } from "../../provider/clouds/huawei/failures/huaweiFailures";
import { openstackFailures } from "../../provider/clouds/openstack/failures";
import { zstackFailures } from "../../provider/clouds/zstack/failures";
import { NotFoundError } from "../../provider/http/errors";
import { failureOf } from "../../provider/http/failures/failureOf";

/** Whether a 404 is the service's own word on an image, or that of something on the way to it. */
const clouds = { openstack: openstackFailures, huawei: huaweiFailures, zstack: zstackFailures };
type CloudOf = keyof typeof clouds;

const answered = (cloud: CloudOf, body: unknown, status = 404) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return failureOf("show image x", { status, headers: {}, text, requestId: undefined }, clouds[cloud], 0);
};

const glance = {
  message: "No image found with ID 0c3f<br /><br />\n\n\n",
  code: "404 Not Found",
  title: "Not Found",
};

const own: readonly (readonly [string, CloudOf, number, unknown])[] = [
  ["Glance's", "openstack", 404, glance],
  ["Glance's, handed on by IMS", "huawei", 404, glance],
  ["IMS's, by a code of its own", "huawei", 404, { error: { message: "no image", code: "IMG.0144" } }],
  ["IMS's, as 400", "huawei", 400, { error: { message: "no image", code: "IMG.0027" } }],
  ["ZStack's", "zstack", 503, { error: { code: "SYS.1003", description: "x", details: "not found" } }],
];

test.each(own)("%s counts", (_, cloud, status, body) => {
  const error = answered(cloud, body, status);
  expect(error).toBeInstanceOf(NotFoundError);
  expect(error).toMatchObject({ fromService: true });
});

const foreign: readonly (readonly [string, unknown])[] = [
  ["an ingress's text", "default backend - 404"],
  ["Traefik's text", "404 page not found"],
  ["nothing at all", ""],
  ["nginx's page", "<html><head><title>404 Not Found</title></head><body>nginx</body></html>"],
  [
    "Glance's own page, for who does not ask for JSON",
    "<html><body><h1>404 Not Found</h1>No image</body></html>",
  ],
  ["an object store's XML", '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>'],
  ["Kong's", { message: "no Route matched with those values" }],
  ["AWS's gateway's", { message: "Not Found" }],
  [
    "Kubernetes's",
    { kind: "Status", status: "Failure", message: "not found", reason: "NotFound", code: 404 },
  ],
  ["Spring's", { timestamp: "2026", status: 404, error: "Not Found", path: "/v2/images/x" }],
  ["Keystone's", { error: { code: 404, message: "Could not find: x.", title: "Not Found" } }],
  ["Cinder's", { itemNotFound: { code: 404, message: "Volume x could not be found." } }],
  ["the API gateway's", { error_code: "APIGW.0101", error_msg: "The API does not exist", request_id: "r" }],
  ["… by its other name", { error_code: "APIG.0103", error_msg: "The backend does not exist" }],
  [
    "WebOb's, for a path that the server does not have",
    {
      message: "The resource could not be found.<br /><br />\n\n\n",
      code: "404 Not Found",
      title: "Not Found",
    },
  ],
  ["a list", []],
];

describe.each(Object.keys(clouds) as CloudOf[])("on %s", (cloud) => {
  test.each(foreign)("%s does not", (_, body) => {
    expect(answered(cloud, body)).not.toMatchObject({ fromService: true });
  });
});
