"""Build the front-end files: fetch locked packages, cut KERN's CSS to what is used, hash, compress.

Run by hatch_build.py at each install, or by hand with `python -m asset_build`.
"""
