#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the description of the installer for wixl from a staged folder.

make-wxs.py STAGE OUT.wxs --version X.Y.Z --icon FILE.ico

Per user, so that no administrator is asked: %LOCALAPPDATA%\\Programs\\Hurtrock. Names of components come from the path,
so that they stay the same between builds and an upgrade replaces what is there. The shop's data lies elsewhere and is
never named here: no installation and no removal touches it."""
import argparse
import hashlib
import os
import uuid
from xml.sax.saxutils import quoteattr as quote

# Never to change: by this Windows knows that two packages are versions of one program.
UPGRADE_CODE = "9C8B0B2E-6C0E-4B53-9C37-5E0C1D3B8A41"
COMMENT = ("The shop's data is in %LOCALAPPDATA%\\hurtrock and stays there when Hurtrock is removed. "
           "The web shop listens on this computer only, so the firewall asks nothing.")


def identifier(kind, path):
    return kind + hashlib.sha1(path.encode()).hexdigest()[:24]


def guid(text):
    return str(uuid.uuid5(uuid.UUID(UPGRADE_CODE), text)).upper()


def describe_file(stage, path):
    return (f'<Component Id="{identifier("c", path)}" Guid="{guid(path)}" Win64="yes">'
            f'<File Id="{identifier("f", path)}" Name={quote(os.path.basename(path))} '
            f'Source={quote(os.path.join(stage, path))} KeyPath="yes"/></Component>')


def walk(stage, path, depth, lines, components):
    """Adds the folder's files and folders to @lines, and the names of the components to @components."""
    pad = "  " * depth
    for name in sorted(os.listdir(os.path.join(stage, path))):
        inner = os.path.join(path, name) if path else name
        if os.path.isdir(os.path.join(stage, inner)):
            lines.append(f'{pad}<Directory Id="{identifier("d", inner)}" Name={quote(name)}>')
            walk(stage, inner, depth + 1, lines, components)
            lines.append(f"{pad}</Directory>")
        else:
            components.append(identifier("c", inner))
            lines.append(pad + describe_file(stage, inner))


def describe(stage, version, icon):
    lines, components = [], []
    walk(stage, "", 6, lines, components)
    tree = "\n".join(lines)
    references = "\n".join(f'      <ComponentRef Id="{name}"/>' for name in components)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="{guid('product ' + version)}" Name="Hurtrock" Version="{version}" Manufacturer="The Hurtrock authors"
           UpgradeCode="{UPGRADE_CODE}" Language="1033" Codepage="1252">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perUser" Comments="Hurtrock {version}"/>
    <MajorUpgrade DowngradeErrorMessage="A newer Hurtrock is installed already."/>
    <Media Id="1" Cabinet="hurtrock.cab" EmbedCab="yes"/>
    <Icon Id="hurtrock.ico" SourceFile={quote(icon)}/>
    <Property Id="ARPPRODUCTICON" Value="hurtrock.ico"/>
    <Property Id="ARPCOMMENTS" Value={quote(COMMENT)}/>
    <Property Id="ARPNOMODIFY" Value="1"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramMenuFolder">
        <Component Id="StartMenu" Guid="{guid('start menu')}" Win64="yes">
          <Shortcut Id="StartMenuLink" Name="Hurtrock" Target="[INSTALLDIR]bin\\hurtrock.exe" WorkingDirectory="INSTALLDIR"
                    Description="Till, stock and web shop of a music shop"/>
          <RegistryValue Root="HKCU" Key="Software\\Hurtrock" Name="StartMenu" Type="integer" Value="1" KeyPath="yes"/>
        </Component>
      </Directory>
      <Directory Id="LocalAppDataFolder">
        <Directory Id="ProgramsFolder" Name="Programs">
          <Directory Id="INSTALLDIR" Name="Hurtrock">
{tree}
          </Directory>
        </Directory>
      </Directory>
    </Directory>
    <Feature Id="Main" Level="1" Title="Hurtrock">
      <ComponentRef Id="StartMenu"/>
{references}
    </Feature>
  </Product>
</Wix>
"""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("stage")
    parser.add_argument("out")
    parser.add_argument("--version", required=True)
    parser.add_argument("--icon", required=True)
    options = parser.parse_args()
    with open(options.out, "w", encoding="utf-8") as out:
        out.write(describe(options.stage, options.version, options.icon))


if __name__ == "__main__":
    main()
