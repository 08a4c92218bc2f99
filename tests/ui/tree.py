# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on a private desktop, as a screen reader is told: the accessible tree of every program, read in few questions.

A toolkit tells all parts it has made accessible in one answer (org.a11y.atspi.Cache.GetItems); it makes a part accessible when
somebody first asks its parent for it, and says when a parent's children change. So a look takes that one answer, asks one by one
only for the children of new and changed parts, and takes the answer once more when some were new. Asking for each part each time
is twenty times dearer, for the program under test as well.

Protocol: at-spi2-core's interfaces (xml/Accessible.xml, Cache.xml, Action.xml, Component.xml, Value.xml, Text.xml).
"""
import functools
import time

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402  # Atspi only for what roles and states are called

ROOT = "/org/a11y/atspi/accessible/root"
NOTHING = "/org/a11y/atspi/null"
A11Y = "org.a11y.atspi."
PROPERTIES = "org.freedesktop.DBus.Properties"
State = Atspi.StateType


@functools.cache
def role_name(number):
    return Atspi.role_get_name(Atspi.Role(number))


class Bus:
    """The accessibility bus of one session."""

    def __init__(self, session_address):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        session = Gio.DBusConnection.new_for_address_sync(session_address, flags, None, None)
        address, = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, 10000,
                                     None).unpack()
        session.close_sync(None)
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self.children = {}  # the paths within each part, by its owner and path
        self.connection.signal_subscribe(None, A11Y + "Event.Object", "ChildrenChanged", None, None, Gio.DBusSignalFlags.NONE,
                                         lambda _, owner, path, *rest: self.children.pop((owner, path), None))
        self.call(A11Y + "Registry", "/org/a11y/atspi/registry", A11Y + "Registry", "RegisterEvent",
                  GLib.Variant("(s)", ("object:children-changed",)))

    def call(self, owner, path, interface, method, arguments=None):
        return self.connection.call_sync(owner, path, interface, method, arguments, None, 0, 10000, None).unpack()

    def forget_changed_children(self):
        """What programs said before their last answer is here by now."""
        while GLib.MainContext.default().iteration(False):
            pass

    def close(self):
        self.connection.close_sync(None)


class Part:
    """Something in a program that can be asked."""

    def __init__(self, bus, owner, path):
        self.bus = bus
        self.owner = owner
        self.path = path

    def count_children(self):
        return self._get("Accessible", "ChildCount")

    def ask_for_child(self, index):
        """The path of the part at that place, as a screen reader asks for it; None where there is none."""
        (_, path), = self._call(A11Y + "Accessible", "GetChildAtIndex", "(i)", index)
        return None if path == NOTHING else path

    def ask_for_children(self, count):
        """The paths of all of them that can be seen; asked for once, until the program says that they have changed."""
        known = self.bus.children.get((self.owner, self.path))
        if known is None or len(known) != count:
            known = self.bus.children[self.owner, self.path] = [self.ask_for_child(index) for index in range(count)]
        return [path for path in known if path]

    def visit(self, visited):
        """Has the program tell of this part and all within it from now on; adds their paths to @visited."""
        visited.add(self.path)
        for path in self.ask_for_children(self.count_children()):
            Part(self.bus, self.owner, path).visit(visited)

    def describe(self):
        """What the program would tell of this part, as an item of its answer; its place is not asked for."""
        interfaces, = self._call(A11Y + "Accessible", "GetInterfaces")
        role, = self._call(A11Y + "Accessible", "GetRole")
        states, = self._call(A11Y + "Accessible", "GetState")
        return ((self.owner, self.path), (self.owner, ROOT), self._get("Accessible", "Parent"), -1, self.count_children(), interfaces,
                self._get("Accessible", "Name"), role, "", states)

    def _call(self, interface, method, signature=None, *values):
        return self.bus.call(self.owner, self.path, interface, method, GLib.Variant(signature, values) if signature else None)

    def _get(self, interface, name):
        return self._call(PROPERTIES, "Get", "(ss)", A11Y + interface, name)[0]


class Node(Part):
    """A part as it was when it was looked at, and what can be done with it; what says "now" asks again."""

    def __init__(self, look, item):
        (owner, path), _, (_, self._parent_path), _, self.n_children, self._interfaces, name, role, _, (low, high) = item
        super().__init__(look.bus, owner, path)
        self._look = look
        self._states = low | high << 32
        self.name = name or ""
        self.role = role_name(role)
        self.children = []

    @property
    def parent(self):
        return self._look.nodes.get((self.owner, self._parent_path))

    def below(self):
        """Everything within, each before its own contents."""
        for child in self.children:
            yield child
            yield from child.below()

    def has(self, state):
        return bool(self._states >> int(state) & 1)

    def has_now(self, state):
        low, high = self._call(A11Y + "Accessible", "GetState")[0]
        return bool((low | high << 32) >> int(state) & 1)

    @property
    def can_be_pressed(self):
        return A11Y + "Action" in self._interfaces and self._get("Action", "NActions") > 0

    def press(self):
        self._call(A11Y + "Action", "DoAction", "(i)", 0)

    def box(self):
        """x, y, width, height within its window; all 0 for what has no place."""
        if A11Y + "Component" not in self._interfaces:
            return 0, 0, 0, 0
        return self._call(A11Y + "Component", "GetExtents", "(u)", int(Atspi.CoordType.WINDOW))[0]

    @property
    def width(self):
        return self.box()[2]

    @property
    def has_value(self):
        return A11Y + "Value" in self._interfaces

    def process_id(self):
        return self.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                             GLib.Variant("(s)", (self.owner,)))[0]

    def set_value(self, value):
        self._call(PROPERTIES, "Set", "(ssv)", A11Y + "Value", "CurrentValue", GLib.Variant("d", value))

    @property
    def has_text(self):
        return A11Y + "Text" in self._interfaces

    def text(self):
        return self._call(A11Y + "Text", "GetText", "(ii)", 0, self._get("Text", "CharacterCount"))[0]

    def insert(self, position, text):
        self._call(A11Y + "EditableText", "InsertText", "(isi)", position, text, len(text))


class Look:
    """The trees of all programs at one moment. A program that ends meanwhile is not in it."""

    TRIES = 6  # a tree that changes while it is read is read again

    def __init__(self, bus):
        self.bus = bus
        self.nodes = {}  # by owner and path
        programs, = bus.call(A11Y + "Registry", ROOT, A11Y + "Accessible", "GetChildren")
        self.programs = [root for root in (self._read(owner) for owner, _ in programs) if root]

    def _read(self, owner):
        """The root of a program; None when it does not answer (yet, or any more)."""
        visited = set()
        for _ in range(self.TRIES):
            try:
                items, = self.bus.call(owner, "/org/a11y/atspi/cache", A11Y + "Cache", "GetItems")
                self.bus.forget_changed_children()
                items = {item[0][1]: item for item in items}
                # What is visited and still not told of, as the rows of an older toolkit's tables, is asked for itself.
                items.update({path: Part(self.bus, owner, path).describe() for path in visited if path not in items})
                nodes = {}
                root = self._connect(ROOT, items, nodes, visited)
                if root:
                    self.nodes.update(nodes)
                    return root
            except GLib.Error:
                visited.clear()  # not to ask again for what has just gone away
                time.sleep(0.05)
        return None

    def _connect(self, path, items, nodes, visited):
        """The node of a path with all within it, or None when something in it was not told yet: now it is @visited."""
        node = Node(self, items[path])
        nodes[(node.owner, path)] = node
        paths = node.ask_for_children(node.count_children() if path == ROOT or node.n_children < 0 else node.n_children)
        new = [child for child in paths if child not in items]
        for child in new:
            Part(self.bus, node.owner, child).visit(visited)
        node.children = [self._connect(child, items, nodes, visited) for child in paths if child in items]
        return None if new or None in node.children else node

    def all(self, within=None):
        """Every node; or a node of an earlier look, if it is still there, and all within it. Each level before the next."""
        level = self.programs if within is None else [node for node in (self.nodes.get((within.owner, within.path)),) if node]
        while level:
            yield from level
            level = [child for node in level for child in node.children]
