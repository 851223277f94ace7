"""What xmllint has to say of an XML document that was written. Where it or the schemas are not at hand, nothing.

The schemas are in the folder FOS_TEST_WCO, or in ../shared/external/hmrc-wco beside the source tree.
"""

import os
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCHEMA = os.path.join(os.environ.get("FOS_TEST_WCO") or os.path.join(ROOT, "..", "shared", "external", "hmrc-wco"),
                      "schemas", "all.xsd")


def invalid(target, document):
    """Problems of a document in the format `target`: it must be well-formed, and valid where there is a schema of it."""
    schema = ["--schema", SCHEMA] if target in ("wco-xml", "wco-h7-uk") and os.path.exists(SCHEMA) else []
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(document)
        file.flush()
        try:
            run = subprocess.run(["xmllint", "--noout", "--nonet", *schema, file.name], capture_output=True, text=True, check=False)
        except FileNotFoundError:
            return []
    return [] if run.returncode == 0 else [run.stderr[:500]]
