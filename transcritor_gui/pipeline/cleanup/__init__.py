"""From a page's picture to one that can be read: upright, level, evenly lit, dark on light."""
