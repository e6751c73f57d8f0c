"""How right kith is, on data whose truth is known: `make accuracy`.

`measures` says how well two clusterings agree; `datasets`, `public` and `generated` bring data and
truth; `kith` and `baselines` cluster it; `confusion` says what went wrong; `report` writes the page.
"""
