"""Handing reports up (报送): by members to whoever collects, who asks for them, returns and accepts them."""
