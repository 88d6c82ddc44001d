#!/bin/sh
# Makes the images that the benchmarks of the image checkpoint measure, from the registries' own clients.
#
#   bench/image/make-images.sh FOLDER
#
# FOLDER/large        OCI layout of at least 2 GB unpacked: Debian userland, node_modules, site-packages and jars
# FOLDER/debian       OCI layout of a Debian with Python, Ruby and Node packages; FOLDER/debian.rootfs beside it
# FOLDER/rpm          OCI layout of a root that rpm installed packages into; FOLDER/rpm.rootfs beside it
# FOLDER/distroless   OCI layout with dpkg's status.d and no package manager
#
# Needs root, debootstrap, umoci, rpm with rpmbuild, npm, pip and mvn.
set -eu
folder=$(mkdir -p "${1:?folder is missing}" && cd "$1" && pwd)
cd "$folder"

layer() { # LAYOUT TAG ROOT [PATH ...]: packs paths of a root as the next layer
  layout=$1 tag=$2 root=$3
  shift 3
  tar --sort=name --mtime=@1700000000 --numeric-owner --xattrs -C "$root" -cf layer.tar "${@:-.}"
  umoci raw add-layer --image "$layout:$tag" layer.tar
  rm layer.tar
}

image() { # LAYOUT: an empty image
  rm -rf "$1"
  umoci init --layout "$1"
  umoci new --image "$1:latest"
}

debian() { # ROOT PACKAGES
  [ -e "$1/var/lib/dpkg/status" ] || debootstrap --variant=minbase --include="$2" bookworm "$1"
  rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/dev/* "$1"/proc/* "$1"/sys/*
}

npm_packages="react react-dom next@15 webpack typescript eslint jest express @angular/core @angular/compiler-cli vite aws-sdk lodash rxjs puppeteer-core electron-builder @babel/preset-env storybook"
python_packages="django flask numpy pandas scipy matplotlib scikit-learn sqlalchemy celery boto3 botocore requests cryptography pillow"

application() { # ROOT: node_modules, site-packages and jars
  mkdir -p "$1/srv/web" "$1/srv/jars"
  [ -d "$1/srv/web/node_modules" ] ||
    (cd "$1/srv/web" && echo '{"name":"web","version":"1.0.0"}' >package.json && npm install --loglevel=error --no-audit --no-fund --ignore-scripts --legacy-peer-deps $npm_packages)
  [ -d "$1/usr/local/lib/python3.11/dist-packages" ] ||
    pip install --quiet --no-compile --only-binary=:all: --python-version 3.11 --target "$1/usr/local/lib/python3.11/dist-packages" $python_packages
  cp "$(dirname "$0")/pom.xml" pom.xml 2>/dev/null || cp "$source/pom.xml" pom.xml
  [ -n "$(ls "$1/srv/jars")" ] || mvn -q -B -f pom.xml dependency:copy-dependencies -DoutputDirectory="$1/srv/jars"
}

source=$(cd "$(dirname "$0")" && pwd)

rpm_root() { # ROOT: packages built here and installed by rpm
  [ -e "$1/var/lib/rpm/rpmdb.sqlite" ] && return
  mkdir -p rpmbuild "$1/var/lib/rpm" "$1/usr/lib" "$1/etc"
  for number in $(seq 1 40); do
    epoch=$((number % 4)) release="$((number * 7)).el9_$((number % 5))"
    cat >package.spec <<SPEC
Name: sample$number
Version: $number.$((number * 3 % 11)).$((number % 7))~rc$((number % 2))
Release: $release
$([ "$epoch" = 0 ] || echo "Epoch: $epoch")
Summary: sample $number
License: GPLv2+ and MIT
Vendor: Example
$([ "$number" -gt 1 ] && echo "Requires: sample$((number - 1))")
%description
Sample $number.
%package libs
Summary: libraries
%description libs
Libraries.
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/usr/lib64
echo $number >%{buildroot}/usr/bin/sample$number
echo $number >%{buildroot}/usr/lib64/libsample$number.so
%files
/usr/bin/sample$number
%files libs
/usr/lib64/libsample$number.so
SPEC
    rpmbuild -bb --quiet --define "_topdir $folder/rpmbuild" package.spec
  done
  rpm --root "$1" --dbpath /var/lib/rpm --initdb
  rpm --root "$1" --dbpath /var/lib/rpm -i --nodeps --noscripts $(find rpmbuild/RPMS -name '*.rpm')
  printf 'NAME="Rocky Linux"\nVERSION="9.4"\nID="rocky"\nID_LIKE="rhel centos fedora"\nVERSION_ID="9.4"\n' >"$1/etc/os-release"
}

distroless() { # ROOT FROM: packages of FROM as status.d, without dpkg
  rm -rf "$1"
  mkdir -p "$1/var/lib/dpkg/status.d" "$1/etc" "$1/usr/lib"
  cp "$2/usr/lib/os-release" "$1/usr/lib/os-release"
  ln -s ../usr/lib/os-release "$1/etc/os-release"
  for package in base-files libc6 libssl3 libgcc-s1 libstdc++6 tzdata zlib1g; do
    awk -v start="Package: $package\n" 'BEGIN { RS = "" } index($0 "\n", start) == 1' "$2/var/lib/dpkg/status" |
      sed '/^Status:/d' >"$1/var/lib/dpkg/status.d/$package"
    list="$2/var/lib/dpkg/info/$package.list"
    [ -e "$list" ] || list="$2/var/lib/dpkg/info/$package:amd64.list"
    [ -e "$list" ] || continue
    (cd "$2" && sed 's,^/,,' "$list" | grep -v '^\.$' | while read -r path; do [ -f "$path" ] && echo "$path"; done | cpio -pdm --quiet "$1") || true
  done
}

debian debian.rootfs ca-certificates,python3,python3-pip,ruby,openssl,curl
[ -d debian.rootfs/opt/web/node_modules ] ||
  (mkdir -p debian.rootfs/opt/web && cd debian.rootfs/opt/web && echo '{"name":"web","version":"1.0.0"}' >package.json && npm install --loglevel=error --no-audit --no-fund --ignore-scripts express lodash react webpack)
[ -d debian.rootfs/usr/local/lib/python3.11/dist-packages/django ] ||
  pip install --quiet --no-compile --only-binary=:all: --python-version 3.11 --target debian.rootfs/usr/local/lib/python3.11/dist-packages django flask requests cryptography
[ -d debian.rootfs/var/lib/gems ] || chroot debian.rootfs gem install --silent --no-document rack sinatra 2>/dev/null || true
image debian
layer debian latest "$folder/debian.rootfs"

rpm_root "$folder/rpm.rootfs"
image rpm
layer rpm latest "$folder/rpm.rootfs"

distroless "$folder/distroless.rootfs" "$folder/debian.rootfs"
image distroless
layer distroless latest "$folder/distroless.rootfs"

debian large.rootfs build-essential,python3,python3-dev,ruby,default-jre-headless,golang,git,perl,php-cli,nginx,postgresql,redis-server,nodejs,vim,imagemagick,clang,libreoffice-core
mkdir -p large.application
application "$folder/large.application"
image large
layer large latest "$folder/large.rootfs"
layer large latest "$folder/large.application"
du -sh --apparent-size large.rootfs large.application
