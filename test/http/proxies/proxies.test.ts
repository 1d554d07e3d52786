import { chooseProxy, type Proxies } from "../../../provider/http/proxies/proxies";

const proxyOf = (variable: string) => ({
  variable,
  address: "http://proxy:1",
  url: { reveal: () => "http://proxy:1" },
});
const [http, https] = [proxyOf("HTTP_PROXY"), proxyOf("HTTPS_PROXY")];
const way = (url: string, proxies: Proxies) => {
  const choice = chooseProxy(new URL(url), proxies);
  return "proxy" in choice ? choice.proxy.variable : choice.direct;
};
const excepted = (url: string, ...except: string[]) => way(url, { http, https, except });

test("https goes by HTTPS_PROXY or else by HTTP_PROXY, http by HTTP_PROXY alone", () => {
  expect(way("https://a.example", { http, https, except: [] })).toBe("HTTPS_PROXY");
  expect(way("http://a.example", { http, https, except: [] })).toBe("HTTP_PROXY");
  expect(way("https://a.example", { http, except: [] })).toBe("HTTP_PROXY");
  expect(way("http://a.example", { https, except: [] })).toBe("none");
});

test.each(["127.0.0.1", "127.8.0.1:5000", "[::1]:80", "localhost", "localhost.", "api.localhost:8080"])(
  "%s is this machine, which is called without a proxy",
  (host) => expect(excepted(`http://${host}/`)).toBe("loopback"),
);

test.each([
  ["cloud.example", "cloud.example"],
  ["iam.cloud.example", "cloud.example"],
  ["iam.cloud.example", ".cloud.example"],
  ["cloud.example", ".cloud.example"],
  ["iam.cloud.example", "*.cloud.example"],
  ["IAM.cloud.example", "iam.CLOUD.example"],
  ["cloud.example.", "cloud.example"],
  ["cloud.example:5000", "cloud.example:5000"],
  ["cloud.example", "cloud.example:443"],
  ["cloud.example", "*"],
  ["10.1.2.3", "10.1.2.3"],
  ["10.1.2.3:8080", "10.0.0.0/8"],
  ["10.1.2.3:8080", "10.1.2.3:8080"],
  ["[2001:db8::1]", "2001:db8::1"],
  ["[2001:db8::1]:5000", "[2001:db8::1]:5000"],
  ["[2001:db8::1]", "2001:db8::/32"],
])("%s is left out by NO_PROXY=%s", (host, entry) => {
  expect(excepted(`https://${host}/`, "other.example", entry)).toBe("excepted");
});

test.each([
  ["mycloud.example", "cloud.example"],
  ["cloud.example.org", "cloud.example"],
  ["cloud.example:5000", "cloud.example:5001"],
  ["cloud.example", "cloud.example:80"],
  ["11.1.2.3", "10.0.0.0/8"],
  ["10.1.2.3", "10.0.0.0/x"],
  ["10.1.2.3", "10.0.0.0/99"],
  ["10.1.2.3", ".2.3"],
  ["[2001:db8::1]", "10.0.0.0/8"],
  ["cloud.example", "."],
  ["cloud.example", "[::1"],
])("%s is not left out by NO_PROXY=%s", (host, entry) => {
  expect(excepted(`https://${host}/`, entry)).toBe("HTTPS_PROXY");
});
