"""Runs the tests that are named and leaves at once: QGIS may crash while Python takes it apart, after all has been tested."""

import os
import sys
import unittest

tests = unittest.main(module=None, argv=sys.argv, exit=False)
sys.stdout.flush()
sys.stderr.flush()
os._exit(0 if tests.result.wasSuccessful() else 1)
