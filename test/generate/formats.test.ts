import { describe, expect, it } from "vitest";
import * as formats from "../../src/runtime/check-formats.js";

type Test = (text: string) => boolean;

const cases: Readonly<Record<string, readonly [test: Test, good: readonly string[], bad: readonly string[]]>> = {
  "date-time": [
    formats.isDateTime,
    ["2024-02-29T23:59:60Z", "2024-01-01t00:00:00.123+05:30", "1998-12-31T15:59:60-08:00"],
    [
      "2023-02-29T00:00:00Z",
      "2024-01-01 00:00:00Z",
      "2024-01-01T24:00:00Z",
      "2024-01-01T00:00:00",
      "2024-01-01T22:59:60Z",
      "2024-1-1T00:00:00Z",
    ],
  ],
  date: [
    formats.isDate,
    ["2000-02-29", "0000-01-01"],
    ["1900-02-29", "2024-13-01", "2024-04-31", "24-01-01", "2024-01-1০"],
  ],
  time: [
    formats.isTime,
    ["00:00:00Z", "23:59:60Z", "01:29:60+01:30"],
    ["24:00:00Z", "00:00:00", "00:00:60Z", "12:00:00+24:00"],
  ],
  duration: [
    formats.isDuration,
    ["P4DT12H30M5S", "P1Y2M3D", "PT0S", "P2W", "P1M"],
    ["P", "PT", "P1YT", "P1D2H", "P2W1D", "4D", "P1Y2D"],
  ],
  email: [
    formats.isEmail,
    ["joe@example.com", "a.b+c@sub.example.org", '"a b"@example.com', "joe@[127.0.0.1]", "joe@[IPv6:::1]"],
    ["@example.com", "joe", ".joe@example.com", "jo..e@example.com", "joe@-x.com", "joe@[127.0.0.300]"],
  ],
  "idn-email": [formats.isIdnEmail, ["실례@실례.테스트"], ["실례", "a@-"]],
  hostname: [
    formats.isHostname,
    ["example.com", "a-b.c", "1.2"],
    ["-a.com", "a-.com", "a_b.com", "", "a..b", `${"a".repeat(64)}.com`],
  ],
  "idn-hostname": [formats.isIdnHostname, ["실례.테스트", "xn--4gbwdl.xn--wgbh1c"], ["-> $1", "-a", "a--b--"]],
  ipv4: [
    formats.isIpv4,
    ["192.168.0.1", "0.0.0.0"],
    ["256.0.0.1", "01.1.1.1", "1.1.1", "1.1.1.1.", "1.1.1.1.1", "１.1.1.1"],
  ],
  ipv6: [
    formats.isIpv6,
    ["::", "::1", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1::8", "fe80::1"],
    [":", "1::2::3", "12345::", "1:2:3:4:5:6:7", "::1%eth0", "1:2:3:4:5:6:7:8:9", ":1:2:3:4:5:6:7", "1.2.3.4::"],
  ],
  uri: [
    formats.isUri,
    ["https://a.b/c?d#e", "urn:x:y", "mailto:a@b", "http://[::1]:80/", "ldap://[2001:db8::7]/c=GB?one"],
    ["//a.b", "/x", "http://a b", "http://a/\\b", "http://[::1", "http://a:b/", "1a:b", "http://a/%zz"],
  ],
  "uri-reference": [formats.isUriReference, ["", "/a", "a?b", "#f", "//h/p"], ["\\a", "a b", "1:b", "#a#b"]],
  iri: [formats.isIri, ["http://ƒøø.ßår/?∂éœ=πîx#πîüx"], ["/é", "http://2001:0db8::1"]],
  uuid: [
    formats.isUuid,
    ["2EB8AA08-aa98-11ea-b4aa-73b441d16380"],
    ["2eb8aa08aa9811eab4aa73b441d16380", "2eb8aa08-aa98-11ea-b4aa-73b441d1638g"],
  ],
  "uri-template": [formats.isUriTemplate, ["http://a/{b}/{c:3}{?d,e*}", "x"], ["{a", "a}", "{a b}", "{}"]],
  "json-pointer": [formats.isJsonPointer, ["", "/a/~0/~1"], ["a", "/~2", "/~"]],
  "relative-json-pointer": [formats.isRelativeJsonPointer, ["0", "1/a", "0#"], ["01", "-1/a", "0##", "/a"]],
  regex: [formats.isRegex, ["^a+$"], ["(", "^\\S(|(.|\\n)*\\S)\\Z"]],
  byte: [formats.isBase64, ["", "aGk=", "YWJj"], ["aGk", "a===", "aG k=", "aGk_"]],
};

describe.each(Object.entries(cases))("the format %s", (_, [test, good, bad]) => {
  it.each(good)("takes %j", (value) => {
    expect(test(value)).toBe(true);
  });

  it.each(bad)("refuses %j", (value) => {
    expect(test(value)).toBe(false);
  });

  it("is fast on long texts", () => {
    const started = performance.now();
    for (const part of ["a", "0", "a.", "1:", "-", "%20", "{a}", "a@", "P1", "é", "/~0", "="])
      test(part.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(1_500);
  });
});
