"""What sources of addresses have in common: links that lead outward, paging, safe XML, tables. Pure."""
