"""The resources of the API, one in each module. A module has a `router`; `gongkai.api.v1` names them all."""
