"""Who there is: agencies, offices and the people who hold them."""
