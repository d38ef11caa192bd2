"""What every page shares: base templates, components, the stylesheet, lists, the desk's frame and home page."""
