"""What the interface of EzVPN's crypto map does with the spokes' packets in clear, and the template's lines for it."""

from collections.abc import Iterator

from wizard.model.configuration import Configuration, Line
from wizard.model.literals import address
from wizard.model.router import Router


def clear_text_policies(router: Router) -> Iterator[tuple[str, Line]]:
    """The policy routing on the interfaces with EzVPN's crypto maps, each with its interface.

    It takes decrypted packets there; once a tunnel interface decrypts, it sees only ESP [Cisco VTI design guide].
    """
    maps = router.server.crypto_maps if router.server else ()
    for interface in router.interfaces:
        if interface.line.argument("crypto map").split(" ")[0] in maps:
            yield from ((interface.name, line) for line in interface.line.all("ip policy route-map"))


def line_of_the_template(configuration: Configuration, router: Router, policy: Line) -> str:
    """The line by which a virtual template does what that policy did.

    One that only turned packets round through an inside interface made them inside ones; a template is that by itself.
    """
    name = policy.text.split()[-1]
    actions = [line for section in configuration.all(f"route-map {name}") for line in section.all("set")]
    inside = [interface for interface in router.interfaces if interface.nat == "inside"]
    hops = [hop for line in actions for word in line.text.split() if (hop := address(word))]
    through = {
        interface.name
        for interface in inside
        if any(hop in own.network for hop in hops for own in interface.addresses)
        or any(line.text == f"set interface {interface.name}" for line in actions)
    }
    return "ip nat inside" if any(name.startswith("Loopback") for name in through) else policy.text


def filter_of_the_template(section: Line) -> Iterator[str]:
    """The lines by which a virtual template filters as `set ip access-group` of a dynamic map does."""
    for line in section.all("set ip access-group"):
        words = line.text.split()[3:]
        if words[1:] in (["in"], ["out"]):
            yield f"ip access-group {' '.join(words)}"


def template_lines(configuration: Configuration, router: Router, sections: tuple[Line, ...]) -> tuple[str, ...]:
    """The lines of a virtual template that treats the traffic as the crypto map's interface and those sections did."""
    policies = (line_of_the_template(configuration, router, line) for _, line in clear_text_policies(router))
    filters = (text for section in sections for text in filter_of_the_template(section))
    return tuple(dict.fromkeys((*policies, *filters)))
