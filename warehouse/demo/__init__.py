"""The demo: exports of Lumenta, a made-up project-planning tool, with planted truths."""

from warehouse.demo.exports import DemoExports, write_demo
from warehouse.demo.planted import PLANTED, Planted

__all__ = ["PLANTED", "DemoExports", "Planted", "write_demo"]
