import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { formatPackageUrl, parsePackageUrl } from "./package-url.ts";

// Inputs and canonical forms are those of the conformance tests of the purl project (purl-spec, tests/).
describe("reading and writing package URLs", () => {
  test.each([
    { name: "namespace with dots", input: "pkg:maven/org.apache.commons/io@1.3.4" },
    { name: "no version", input: "pkg:maven/org.apache.commons/io" },
    {
      name: "subpath and type in capitals",
      input: "pkg:GOLANG/google.golang.org/genproto@abcdedf#/googleapis/api/annotations/",
      canonical: "pkg:golang/google.golang.org/genproto@abcdedf#googleapis/api/annotations",
    },
    {
      name: "bitbucket in lower case",
      input: "pkg:bitbucket/birKenfeld/pyGments-main@244fd47e07d1014f0aed9c",
      canonical: "pkg:bitbucket/birkenfeld/pygments-main@244fd47e07d1014f0aed9c",
    },
    {
      name: "github in lower case",
      input: "pkg:github/Package-url/purl-Spec@244fd47e07d1004f0aed9c",
      canonical: "pkg:github/package-url/purl-spec@244fd47e07d1004f0aed9c",
    },
    { name: "qualifiers of Debian", input: "pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie" },
    {
      name: "colon in a version",
      input: "pkg:docker/customer/dockerimage@sha256:244fd47e07d1004f0aed9c?repository_url=gcr.io",
    },
    {
      name: "qualifier key in capitals",
      input: "pkg:gem/jruby-launcher@1.1.2?Platform=java",
      canonical: "pkg:gem/jruby-launcher@1.1.2?platform=java",
    },
    {
      name: "slashes in a qualifier",
      input: "pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?type=pom&repositorY_url=https://repo.spring.io/release",
      canonical:
        "pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1?repository_url=https://repo.spring.io/release&type=pom",
    },
    { name: "npm scope", input: "pkg:npm/%40angular/animation@12.3.1" },
    {
      name: "npm scope that is not encoded",
      input: "pkg:npm/@babel/core#/googleapis/api/annotations/",
      canonical: "pkg:npm/%40babel/core#googleapis/api/annotations",
    },
    { name: "npm in capitals", input: "pkg:npm/LoDash@4.17.21", canonical: "pkg:npm/lodash@4.17.21" },
    {
      name: "at sign in a qualifier",
      input: "pkg:npm/mypackage@12.4.5?vcs_url=git://host.com/path/to/repo.git%404345abcd34343",
    },
    { name: "emoji in a version", input: "pkg:npm/foo@1.2.3-%F0%9F%98%83" },
    { name: "nuget keeps capitals", input: "pkg:nuget/EnterpriseLibrary.Common@6.0.1304" },
    {
      name: "pypi",
      input: "pkg:PYPI/Django_package@1.11.1.dev1",
      canonical: "pkg:pypi/django-package@1.11.1.dev1",
    },
    {
      name: "rpm",
      input: "pkg:Rpm/fedora/curl@7.50.3-1.fc25?Arch=i386&Distro=fedora-25",
      canonical: "pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25",
    },
    { name: "slashes behind the scheme", input: "pkg:///maven/a/io", canonical: "pkg:maven/a/io" },
    { name: "maven keeps capitals", input: "pkg:maven/HTTPClient/HTTPClient@0.3-3" },
    { name: "blanks", input: "pkg:maven/mygroup/myartifact@1.0.0%20Final?mykey=my%20value" },
    { name: "comma in a qualifier", input: "pkg:generic/b?checksum=sha1:ad9503c3e994a4f%2Csha256:41bf9088b3a1" },
    { name: "swift", input: "pkg:swift/github.com/Alamofire/Alamofire@5.4.3" },
    { name: "cran", input: "pkg:cran/A3@0.9.1" },
    { name: "conda", input: "pkg:conda/absl-py@0.4.1?build=py36h06a4308_0&channel=main&subdir=linux-64&type=tar.bz2" },
  ])("$name", ({ input, canonical }) => {
    const url = parsePackageUrl(input);

    const text = url === undefined ? undefined : formatPackageUrl(url);

    expect(text).toBe(canonical ?? input);
  });

  test.each([
    { name: "no scheme", input: "EnterpriseLibrary.Common@6.0.1304" },
    { name: "no type", input: "pkg:EnterpriseLibrary.Common@6.0.1304" },
    { name: "no name", input: "pkg:maven/@1.3.4" },
    { name: "no name behind a namespace", input: "pkg:swift/github.com/Alamofire/@5.4.3" },
    { name: "nothing behind the type", input: "pkg:npm/" },
    { name: "blank in a key", input: "pkg:npm/myartifact@1.0.0?in%20production=true" },
    { name: "ampersand in the type", input: "pkg:n&g?inx/nginx@0.8.9" },
    { name: "type that begins with a digit", input: "pkg:3nginx/nginx@0.8.9" },
    { name: "colon in the type", input: "pkg:nginx:a/nginx@0.8.9" },
    { name: "encoded colon of the scheme", input: "pkg%3Amaven/org.apache.commons/io" },
    { name: "broken encoding", input: "pkg:npm/a%ZZ@1" },
  ])("refuses: $name", ({ input }) => {
    expect(parsePackageUrl(input)).toBeUndefined();
  });

  test("takes parts apart", () => {
    const url = parsePackageUrl("pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64#usr/lib");

    expect(url).toEqual({
      type: "deb",
      namespace: "debian",
      name: "attr",
      version: "1:2.4.47-2+b1",
      qualifiers: { arch: "amd64" },
      subpath: "usr/lib",
    });
  });

  test("what is written is read as it was, whatever characters it has", () => {
    const text = string({ unit: "grapheme", minLength: 1, maxLength: 12 });
    assert(
      property(text, text, text, (name, version, value) => {
        const url = { type: "generic", name, version, qualifiers: { key: value } };

        expect(parsePackageUrl(formatPackageUrl(url))).toEqual(url);
      }),
    );
  });

  test("never throws", () => {
    assert(property(string(), (text) => parsePackageUrl(`pkg:${text}`) !== null));
  });
});
