"""What must become of each construct of EzVPN, written by hand from the mapping table (docs/facts/ezvpn.md, section 3).

Section 3 leaves some lines as they are: keys and keyrings of site-to-site peers, `crypto isakmp invalid-spi-recovery`,
and users, lists, certificates and VRFs that others share. These are `kept` here, and nothing else that it maps.
"""

from tests.ledger_form import Form
from tests.ledger_table_server import SERVER_TABLE
from tests.ledger_table_spoke import SPOKE_TABLE
from tests.ledger_table_traffic import TRAFFIC_TABLE

TABLE: tuple[Form, ...] = (*SERVER_TABLE, *TRAFFIC_TABLE, *SPOKE_TABLE)
